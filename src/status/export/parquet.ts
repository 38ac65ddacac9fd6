import { zstdCompressSync } from 'node:zlib';
// Parquet is a format of its own; this library writes it row group by row group, without a native part.
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, ColumnKind, Table } from './table.ts';

/** Rows that stand in memory at once, and that a reader skips at once by their least and greatest values. */
const groupRows = 100_000;

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** How Parquet names what a column holds. */
const elementOf: Readonly<Record<ColumnKind, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  whole: { type: 'INT32' },
  truth: { type: 'BOOLEAN' },
  day: { type: 'INT32', converted_type: 'DATE' },
  instant: {
    type: 'INT64',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

/** A table as Parquet, its columns compressed with zstd. The same rows give the same bytes. */
export function* parquetChunks({ columns, rows }: Table): Generator<Uint8Array> {
  const kinds = Object.entries<ColumnKind>(columns);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'root', num_children: kinds.length },
      ...kinds.map(([name, kind]) => ({
        name,
        repetition_type: 'OPTIONAL' as const,
        ...elementOf[kind],
      })),
    ],
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
    createdBy: 'Crossplan',
  });
  for (const group of grouped(rows())) {
    const written = parquet.write({
      columnData: kinds.map(([name, kind]) => ({
        name,
        data: group.map((row) => stored(row[name] ?? null, kind)),
      })),
      rowGroupSize: groupRows,
    });
    if (written !== undefined) throw new Error('Expected rows to be written at once');
    yield taken(writer);
  }
  void parquet.finish();
  yield taken(writer);
}

function* grouped<Row>(rows: Iterable<Row>): Generator<Row[]> {
  let group: Row[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < groupRows) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function stored(cell: Cell, kind: ColumnKind): Cell | Date {
  if (typeof cell !== 'string' || kind === 'text') return cell;
  return new Date(cell);
}

/** What was written since the last time, out of the writer's memory; its offsets go on. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
