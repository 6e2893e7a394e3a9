// The workbook as the sandbox tells it, and everything a person does to it.
import * as places from './places.js';

export const id = decodeURIComponent(location.pathname.split('/')[2] || '');

async function ask(path, options) {
  const answer = await fetch(path, options);
  const told = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw new Error((told && told.error && told.error.message) || `The sandbox answered ${answer.status}.`);
  }
  return told;
}

export function post(path, body) {
  return ask(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
}

export function read() {
  return ask(`/__page/grid?spreadsheetId=${encodeURIComponent(id)}`);
}

export async function revision() {
  return (await ask(`/__person/revision?spreadsheetId=${encodeURIComponent(id)}`)).revision;
}

export function triggers() {
  return ask(`/__script/triggers?spreadsheetId=${encodeURIComponent(id)}`);
}

export function people() {
  return ask(`/__page/people${location.search}`);
}

/** One act of a person: edit, sort, insertRows, deleteRows, copyRow. */
export function act(name, by, wish) {
  return post(`/__person/${name}`, {spreadsheetId: id, by, ...wish});
}

/** The content of one cell after an edit, as an event tells it: as text, undefined where the cell is empty. */
export async function valueOf(range, written) {
  if (typeof written === 'boolean') {
    return String(written).toUpperCase();
  }
  const path = `/v4/spreadsheets/${encodeURIComponent(id)}/values/${encodeURIComponent(range)}`;
  const query = 'valueRenderOption=UNFORMATTED_VALUE&quotaUser=page';
  const {values} = await ask(`${path}?${query}`, {headers: {Authorization: 'Bearer page'}});
  const value = values && values[0] && values[0][0];
  return value === undefined || value === '' ? undefined : eventText(value);
}

function eventText(value) {
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}

/** A tab of the workbook, with its cells by row and column from 1. */
export class Tab {
  constructor(told) {
    Object.assign(this, told);
    this.hiddenColumns = new Set(told.hiddenColumns || []);
    this.hiddenRows = new Set(told.hiddenRows || []);
  }

  cell(row, column) {
    return (this.rows[row - 1] || [])[column - 1] || null;
  }

  /** What stands in the cell when a person edits it. */
  typed(row, column) {
    const cell = this.cell(row, column);
    if (!cell) {
      return '';
    }
    if (cell.f) {
      return cell.f;
    }
    return typeof cell.u === 'boolean' ? String(cell.u).toUpperCase() : String(cell.v ?? '');
  }

  /** The raw value as text, as an event tells it; undefined where the cell is empty. */
  raw(row, column) {
    const cell = this.cell(row, column);
    if (!cell || cell.u === undefined || cell.u === null || cell.u === '') {
      return undefined;
    }
    return eventText(cell.u);
  }

  isEmpty(row, column) {
    const cell = this.cell(row, column);
    return !cell || (!cell.check && !cell.list && (cell.v === undefined || cell.v === null || cell.v === ''));
  }

  width(column) {
    return (this.columnWidths || [])[column - 1] || 100;
  }

  isHidden(column) {
    return this.hiddenColumns.has(column - 1);
  }

  /** The numbers of the rows whose cells differ between two readings of the tab. */
  rowsThatDiffer(other) {
    const height = Math.max(this.rows.length, other.rows.length);
    const differ = [];
    for (let index = 0; index < height; index += 1) {
      if (JSON.stringify(this.rows[index]) !== JSON.stringify(other.rows[index])) {
        differ.push(index + 1);
      }
    }
    return differ;
  }

  /** Whether the grid can stay and only its cells are drawn again. */
  hasShapeOf(other) {
    const shape = tab => JSON.stringify([
      tab.sheetId, tab.rowCount, tab.columnCount, tab.frozenRows, tab.columnWidths,
      [...tab.hiddenColumns], [...tab.hiddenRows], tab.charts || [],
    ]);
    return shape(this) === shape(other);
  }

  range(place) {
    return places.inTab(this.title, place);
  }
}
