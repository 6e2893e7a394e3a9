/** Range. */
'use strict';

function makeRange(sheet, row, column, rows, columns) {
  if (!(row >= 1 && column >= 1 && rows >= 1 && columns >= 1)) {
    throw new Error('The starting row or column, or the number of rows or columns of the range is too small.');
  }
  const address = addressOf(row, column, rows, columns);

  function block(grid) {
    return Array.from({length: rows}, (_, r) =>
      Array.from({length: columns}, (__, c) => {
        const value = (grid[row - 1 + r] || [])[column - 1 + c];
        return value === undefined || value === null ? '' : value;
      }),
    );
  }

  function write(values) {
    if (values.length !== rows || values.some(line => line.length !== columns)) {
      throw new Error(
        `The data has ${values.length} rows and ${(values[0] || []).length} columns but the range has ${rows} and ${columns}.`,
      );
    }
    Run.write(`${quotedTab(sheet.getName())}!${address}`, values.map(line => line.map(typed)));
    return range;
  }

  const filled = value => Array.from({length: rows}, () => Array(columns).fill(value));
  const range = strict('Range', {
    getA1Notation: () => address,
    getColumn: () => column,
    getDisplayValue: () => block(Contents.shown(sheet.getName()))[0][0],
    getDisplayValues: () => block(Contents.shown(sheet.getName())).map(line => line.map(String)),
    getFormulas: () =>
      block(Contents.formulas(sheet.getName())).map(line => line.map(text => (String(text).startsWith('=') ? text : ''))),
    getHeight: () => rows,
    getLastColumn: () => column + columns - 1,
    getLastRow: () => row + rows - 1,
    getNumColumns: () => columns,
    getNumRows: () => rows,
    getRow: () => row,
    getSheet: () => sheet,
    getValue: () => block(Contents.values(sheet.getName()))[0][0],
    getValues: () => block(Contents.values(sheet.getName())),
    getWidth: () => columns,
    isBlank: () => block(Contents.values(sheet.getName())).every(line => line.every(value => value === '')),
    isChecked: () => {
      const value = block(Contents.values(sheet.getName()))[0][0];
      return typeof value === 'boolean' ? value : null;
    },
    activate: () => {
      Run.tell('activate', {tabId: sheet.getSheetId(), row, column});
      return range;
    },
    clearContent: () => write(filled('')),
    getCell: (r, c) => makeRange(sheet, row + r - 1, column + c - 1, 1, 1),
    offset: (down, right, height = rows, width = columns) => makeRange(sheet, row + down, column + right, height, width),
    setValue: value => write(filled(value)),
    setValues: values => write(values),
  });
  return range;
}
