/** A header row is looked for this far down: above it stand titles, logos and notes. */
const ROWS_SEARCHED = 25;

/**
 * Where the column with the Row ID header stands, null where the tab has none.
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @returns {{row: number, column: number, approve: number, team: number[], read: number[]} | null} numbers as the sheet
 *   shows them, 0 where there is no such column; `team` are the positions, from 0, of the columns that are not ours,
 *   and `read` the numbers of those that the service reads
 */
function rowIdPlace(sheet) {
  const rows = Math.min(ROWS_SEARCHED, sheet.getLastRow());
  if (rows === 0) {
    return null;
  }
  const shown = sheet.getRange(1, 1, rows, sheet.getLastColumn()).getDisplayValues();
  for (let index = 0; index < shown.length; index += 1) {
    const keys = shown[index].map(keyOfHeader);
    const column = keys.indexOf('row_id');
    if (column >= 0) {
      const team = teamColumns(keys);
      return {row: index + 1, column: column + 1, approve: keys.indexOf('approve') + 1, team, read: readColumns(keys, team)};
    }
  }
  return null;
}

/** @param {(string | null)[]} keys */
function teamColumns(keys) {
  const ours = new Set(COLUMNS.filter(column => column.owner === 'ours').map(column => column.key));
  return keys.map((key, index) => (key && ours.has(key) ? -1 : index)).filter(index => index >= 0);
}

/**
 * A running total or a link beside the hours changes by itself; where no header is known, any column may be read.
 * @param {(string | null)[]} keys
 * @param {number[]} team
 */
function readColumns(keys, team) {
  const known = team.filter(index => keys[index] !== null);
  return (known.length > 0 ? known : team).map(index => index + 1);
}

/**
 * Whether a column goes by a header, in whatever language.
 * @param {(typeof COLUMNS)[number]} column
 * @param {string} header
 */
function isCalled(column, header) {
  const word = header.trim().toLowerCase();
  return column.header.toLowerCase() === word || column.alsoCalled.includes(word);
}

/**
 * The key of a column of ours or of the team's, null for a header we do not know. A name that both have is ours.
 * @param {string} header
 */
function keyOfHeader(header) {
  const named = COLUMNS.filter(column => isCalled(column, header));
  const found = named.find(column => column.owner === 'ours') || named[0];
  return found ? found.key : null;
}
