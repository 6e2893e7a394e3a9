// Addresses of cells. Rows and columns are counted from 1 here, as the sheet shows them.

export function letters(column) {
  let text = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  }
  return text;
}

export function columnNumber(text) {
  return [...text.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

export function address(row, column) {
  return letters(column) + row;
}

/** A block of cells between two corners, in any order. */
export function block(a, b = a) {
  return {
    row: Math.min(a.row, b.row),
    column: Math.min(a.column, b.column),
    lastRow: Math.max(a.row, b.row),
    lastColumn: Math.max(a.column, b.column),
  };
}

export function rows(place) {
  return place.lastRow - place.row + 1;
}

export function columns(place) {
  return place.lastColumn - place.column + 1;
}

export function text(place) {
  const first = address(place.row, place.column);
  const last = address(place.lastRow, place.lastColumn);
  return first === last ? first : `${first}:${last}`;
}

export function inTab(title, place) {
  return `'${title.replace(/'/g, "''")}'!${text(place)}`;
}

/** "C5" or "C5:D9" as a block; null for anything else. */
export function fromText(words) {
  const match = /^\s*([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?\s*$/i.exec(words);
  if (!match) {
    return null;
  }
  const first = {row: Number(match[2]), column: columnNumber(match[1])};
  return block(first, match[3] ? {row: Number(match[4]), column: columnNumber(match[3])} : first);
}

export function contains(place, row, column) {
  return row >= place.row && row <= place.lastRow && column >= place.column && column <= place.lastColumn;
}

/** What a screen reader says of a selected block: where it is, and what its first cell holds. */
export function spoken(place, cell) {
  const content = cell ? [cell.v, cell.note ? `note: ${cell.note}` : ''] : ['empty'];
  return [text(place), ...content].filter(Boolean).join(', ');
}
