// Cells to and from the clipboard, as text with tabs and line ends, which is what other spreadsheets write and read.
import * as places from './places.js';

const NEEDS_QUOTES = /[\t\n"]/;

export function toText(tab, place) {
  const lines = [];
  for (let row = place.row; row <= Math.min(place.lastRow, tab.rows.length); row += 1) {
    const cells = [];
    for (let column = place.column; column <= place.lastColumn; column += 1) {
      cells.push(quoted(tab.typed(row, column)));
    }
    lines.push(cells.join('\t'));
  }
  return lines.join('\n');
}

function quoted(text) {
  return NEEDS_QUOTES.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** The text of a clipboard as rows of cells; a quoted cell may hold tabs and line ends. */
export function fromText(text) {
  const cells = /(?:^|\t|\r?\n)(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*))/g;
  const rows = [[]];
  const source = text.replace(/\r?\n$/, '');
  for (let match = cells.exec(source); match; match = cells.exec(source)) {
    if (match.index > 0 && match[0][0] !== '\t') {
      rows.push([]);
    }
    rows[rows.length - 1].push(match[1] === undefined ? match[2] : match[1].replace(/""/g, '"'));
    if (match[0] === '') {
      cells.lastIndex += 1;
    }
  }
  return rows;
}

/** Where pasted rows go and what: one cell fills the whole selected block. */
export function spread(rows, place) {
  const width = Math.max(...rows.map(row => row.length));
  const even = rows.map(row => row.concat(Array(width - row.length).fill('')));
  const single = rows.length === 1 && width === 1;
  const height = single ? places.rows(place) : rows.length;
  const across = single ? places.columns(place) : width;
  return {
    place: {row: place.row, column: place.column, lastRow: place.row + height - 1, lastColumn: place.column + across - 1},
    values: Array.from({length: height}, (_, r) => Array.from({length: across}, (__, c) => (single ? even[0][0] : even[r][c]))),
  };
}
