import { describe, expect, it } from '@jest/globals';
import { csv } from './csv.ts';

const table = (...cells: (string | number | null | undefined)[]) =>
  csv('cells.csv', { cell: (cell: (typeof cells)[number]) => cell }, cells)
    .body.split('\r\n')
    .slice(1, -1);

describe('a table for spreadsheets', () => {
  it('has a line of names, then one for each row, each ended by CR LF', () => {
    const columns = { sku: (row: { sku: string; qty: number }) => row.sku, qty: (row: { qty: number }) => row.qty };
    const answer = csv('stock.csv', columns, [
      { sku: 'SKU-001', qty: 7 },
      { sku: 'MUG', qty: 0 },
    ]);
    expect(answer).toMatchObject({ status: 200, type: expect.stringContaining('text/csv') });
    expect(answer.body).toBe('sku,qty\r\nSKU-001,7\r\nMUG,0\r\n');
    expect(answer.headers).toEqual({ 'Content-Disposition': 'attachment; filename="stock.csv"' });
  });

  it.each([
    ['with a comma', 'a,b', '"a,b"'],
    ['with a quote', 'a"b', '"a""b"'],
    ['with a line break', 'a\nb', '"a\nb"'],
    ['that is empty', '', ''],
    ['that is missing', null, ''],
    ['that is a number', -1, '-1'],
  ])('shows a cell %s as it is', (_, cell, text) => {
    expect(table(cell)).toEqual([text]);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum(A1)', "'@sum(A1)"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ])('does not let a spreadsheet run %j', (cell, text) => {
    expect(table(cell)).toEqual([text]);
  });
});
