import { z } from 'zod';

/** A proposal's number, as in its folder's name without the leading zeros. */
export const numberSchema = z.int().min(0).max(9999);

/** As folders and pages write it, in four digits: `0002`. */
export function numberText(number: number): string {
  return String(number).padStart(4, '0');
}

/** Name of a proposal's folder: its number in four digits, and its slug. */
export const folderName = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*$/;
