import { expect, test } from 'vitest';
import { backTest, isBelieved, paceCases } from '../../src/status/forecast/back-test.ts';
import { courseLines } from '../../src/status/forecast/course-line.ts';
import { loadReports } from '../../src/status/load-reports.ts';

test('of a hundred forecasts and more, 90 days before, 70 to 90 of a hundred held', async () => {
  const { reports } = await loadReports('proposals');
  const cases = reports.flatMap((report) =>
    paceCases(courseLines(report), report.proposal.frontMatter.since, 90),
  );
  const tried = backTest(90, cases);
  expect(tried.cases).toBeGreaterThanOrEqual(100);
  expect(isBelieved(tried)).toBe(true);
  expect(tried.medianDays).toBeLessThan(500);
});
