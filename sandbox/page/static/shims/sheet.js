/** Sheet. */
'use strict';

function makeSheet(properties) {
  const title = properties.title;
  const size = properties.gridProperties || {};
  const shown = () => Contents.shown(title);
  const width = () => shown().reduce((widest, row) => Math.max(widest, row.length), 0);

  function rangeOf(first, column, rows = 1, columns = 1) {
    if (typeof first === 'string') {
      return rangeFromText(sheet, first, size);
    }
    return makeRange(sheet, first, column, rows, columns);
  }

  const sheet = strict('Sheet', {
    activate: () => {
      Run.tell('activate', {tabId: sheet.getSheetId(), row: 1, column: 1});
      return sheet;
    },
    getActiveRange: () => activeRangeIn(sheet),
    getDataRange: () => makeRange(sheet, 1, 1, Math.max(1, shown().length), Math.max(1, width())),
    getFrozenRows: () => size.frozenRowCount || 0,
    getFrozenColumns: () => size.frozenColumnCount || 0,
    getIndex: () => (properties.index || 0) + 1,
    getLastColumn: width,
    getLastRow: () => shown().length,
    getMaxColumns: () => size.columnCount,
    getMaxRows: () => size.rowCount,
    getName: () => title,
    getParent: () => makeSpreadsheet(),
    getRange: rangeOf,
    getSheetId: () => properties.sheetId || 0,
    getSheetName: () => title,
    isSheetHidden: () => Boolean(properties.hidden),
  });
  return sheet;
}

/** "B2", "B2:C9", "B:B" and "2:9" of one tab. */
function rangeFromText(sheet, text, size) {
  const match = /^\$?([A-Z]*)\$?(\d*)(?::\$?([A-Z]*)\$?(\d*))?$/i.exec(text.replace(/^.*!/, ''));
  if (!match || !(match[1] || match[2])) {
    throw new Error(`Range not found: ${text}`);
  }
  const [, left, top, right, bottom] = match;
  const single = right === undefined && bottom === undefined;
  const firstColumn = left ? columnNumber(left) : 1;
  const firstRow = top ? Number(top) : 1;
  const lastColumn = single ? firstColumn : right ? columnNumber(right) : size.columnCount;
  const lastRow = single ? firstRow : bottom ? Number(bottom) : size.rowCount;
  return makeRange(sheet, firstRow, firstColumn, lastRow - firstRow + 1, lastColumn - firstColumn + 1);
}

function activeRangeIn(sheet) {
  const place = Run.active;
  if (!place || place.tabId !== sheet.getSheetId()) {
    return makeRange(sheet, 1, 1, 1, 1);
  }
  return makeRange(sheet, place.row, place.column, place.rows, place.columns);
}
