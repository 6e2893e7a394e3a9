/** A row is known by its Row ID, which moves with it when people sort. Only empty cells and copies get a new one. */
const ID_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * @typedef {{row: number, column: number, approve: number, team: number[], read: number[]}} Place where headers stand
 * @typedef {GoogleAppsScript.Spreadsheet.Sheet} Tab
 */

/** Before a check: every tab that has our Row ID column. */
function stampAllTabs() {
  for (const sheet of SpreadsheetApp.getActiveSpreadsheet().getSheets()) {
    const place = rowIdPlace(sheet);
    if (place) {
      const last = sheet.getLastRow();
      underLock(() => stamp(sheet, place, place.row + 1, last, false));
    }
  }
}

/**
 * @param {Tab} sheet
 * @param {Place} place
 * @param {GoogleAppsScript.Spreadsheet.Range} range
 */
function stampEditedRows(sheet, place, range) {
  const first = Math.max(range.getRow(), place.row + 1);
  const last = Math.min(range.getLastRow(), sheet.getLastRow());
  const pasted = range.getColumn() <= place.column && place.column <= range.getLastColumn();
  underLock(() => stamp(sheet, place, first, last, pasted));
}

/**
 * Two runs of this script on one sheet take turns. Where it takes too long, the service stamps the rows instead.
 * @param {() => void} work
 */
function underLock(work) {
  const lock = LockService.getDocumentLock();
  if (!lock.tryLock(5000)) {
    console.warn('Row IDs were left to the service: another run of the script holds the sheet.');
    return;
  }
  try {
    work();
    SpreadsheetApp.flush();
  } finally {
    lock.releaseLock();
  }
}

/**
 * @param {Tab} sheet
 * @param {Place} place
 * @param {number} first
 * @param {number} last
 * @param {boolean} pasted whether the edit wrote the Row ID cells too: then a double is the copy, wherever it stands
 */
function stamp(sheet, place, first, last, pasted) {
  if (last < first) {
    return;
  }
  const top = place.row + 1;
  const ids = sheet.getRange(top, place.column, sheet.getLastRow() - place.row, 1).getValues().map(row => String(row[0]));
  const rows = sheet.getRange(first, 1, last - first + 1, sheet.getLastColumn()).getValues();
  /** @type {Map<number, string>} */
  const fresh = new Map();
  const taken = standing(ids, first - top, last - top, pasted);
  rows.forEach((cells, index) => {
    const id = ids[first - top + index];
    if (place.team.some(column => isFilled(cells[column])) && (id === '' || taken.has(id))) {
      fresh.set(first + index, newRowId());
    }
    taken.add(id);
  });
  writeIds(sheet, place.column, fresh);
}

/**
 * The ids that a row in question must not repeat: those above it, and after a paste those below the block as well.
 * @param {string[]} ids
 * @param {number} from
 * @param {number} to
 * @param {boolean} pasted
 */
function standing(ids, from, to, pasted) {
  const below = pasted ? ids.slice(to + 1) : [];
  return new Set(ids.slice(0, from).concat(below).filter(id => id !== ''));
}

/** @param {unknown} value an unticked box is not content */
function isFilled(value) {
  return value !== false && String(value).trim() !== '';
}

/**
 * @param {Tab} sheet
 * @param {number} column
 * @param {Map<number, string>} fresh
 */
function writeIds(sheet, column, fresh) {
  /** @type {{row: number, ids: string[][]}[]} */
  const runs = [];
  fresh.forEach((id, row) => {
    const run = runs[runs.length - 1];
    if (run && run.row + run.ids.length === row) {
      run.ids.push([id]);
    } else {
      runs.push({row, ids: [[id]]});
    }
  });
  runs.forEach(run => sheet.getRange(run.row, column, run.ids.length, 1).setValues(run.ids));
}

/** `r_` and 50 random bits; the middle of a UUID holds fixed bits and is left out. */
function newRowId() {
  const hex = Utilities.getUuid().replace(/-/g, '');
  const random = hex.slice(0, 12) + hex.slice(20);
  let id = 'r_';
  for (let index = 0; index < 10; index += 1) {
    id += ID_ALPHABET[parseInt(random.substr(index * 2, 2), 16) % 32];
  }
  return id;
}
