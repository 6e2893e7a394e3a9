// What is selected, and how the keyboard and the mouse move it.
import * as places from './places.js';

const PAGE_ROWS = 20;

export class Selection {
  constructor(grid, changed) {
    this.grid = grid;
    this.changed = changed;
    this.active = {row: 1, column: 1};
    this.head = {row: 1, column: 1};
  }

  get place() {
    return places.block(this.active, this.head);
  }

  /** Selects a block; the first corner is the cell in which one types. */
  set(active, head = active, follow = true) {
    this.active = this.#inside(active);
    this.head = this.#inside(head);
    const shown = follow ? this.grid.reveal(this.head.row, this.head.column) : Promise.resolve();
    return shown.then(() => this.draw());
  }

  draw() {
    this.grid.marks.show(this.place, this.active);
    this.changed();
  }

  #inside(place) {
    const tab = this.grid.tab;
    return {
      row: Math.max(1, Math.min(place.row, tab.rowCount)),
      column: Math.max(1, Math.min(place.column, tab.columnCount)),
    };
  }

  /** Moves by rows and columns, over hidden ones; with `extend` the block grows instead. */
  move(down, right, extend = false) {
    const from = extend ? this.head : this.active;
    const to = {row: this.#step(from.row, down, 'row'), column: this.#step(from.column, right, 'column')};
    return extend ? this.set(this.active, to) : this.set(to);
  }

  #step(from, by, axis) {
    const tab = this.grid.tab;
    const hidden = axis === 'row' ? n => tab.hiddenRows.has(n - 1) : n => tab.isHidden(n);
    const last = axis === 'row' ? tab.rowCount : tab.columnCount;
    const sign = Math.sign(by);
    let at = from;
    for (let left = Math.abs(by); left > 0; left -= 1) {
      let next = at + sign;
      while (next >= 1 && next <= last && hidden(next)) {
        next += sign;
      }
      if (next < 1 || next > last) {
        return at;
      }
      at = next;
    }
    return at;
  }

  /** To the edge of the filled cells in a direction, as Ctrl and an arrow do. */
  jump(down, right, extend = false) {
    const tab = this.grid.tab;
    const from = extend ? this.head : this.active;
    const limit = {row: tab.rowCount, column: tab.columnCount};
    const filled = (row, column) => tab.raw(row, column) !== undefined;
    let at = {...from};
    const next = () => ({row: at.row + down, column: at.column + right});
    const isThere = place => place.row >= 1 && place.column >= 1 && place.row <= limit.row && place.column <= limit.column;
    const run = isThere(next()) && filled(at.row, at.column) && filled(next().row, next().column);
    while (isThere(next())) {
      if (run && !filled(next().row, next().column)) {
        break;
      }
      at = next();
      if (!run && filled(at.row, at.column)) {
        break;
      }
    }
    return extend ? this.set(this.active, at) : this.set(at);
  }

  /** Does what a key says about moving; whether it was such a key. */
  key(event) {
    const arrows = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]};
    const strong = event.ctrlKey || event.metaKey;
    if (arrows[event.key]) {
      const [down, right] = arrows[event.key];
      strong ? this.jump(down, right, event.shiftKey) : this.move(down, right, event.shiftKey);
      return true;
    }
    const last = this.#lastFilled();
    const jumps = {
      Home: {row: strong ? 1 : this.active.row, column: 1},
      End: {row: strong ? last.row : this.active.row, column: last.column},
    };
    if (jumps[event.key]) {
      this.set(jumps[event.key]);
    } else if (event.key === 'PageDown' || event.key === 'PageUp') {
      this.move(event.key === 'PageDown' ? PAGE_ROWS : -PAGE_ROWS, 0, event.shiftKey);
    } else if (event.key === 'Tab') {
      this.move(0, event.shiftKey ? -1 : 1);
    } else if (strong && event.key.toLowerCase() === 'a') {
      this.set({row: 1, column: 1}, last, false);
    } else {
      return false;
    }
    return true;
  }

  #lastFilled() {
    const rows = this.grid.tab.rows;
    return {row: Math.max(1, rows.length), column: Math.max(1, ...rows.slice(0, 2000).map(row => (row || []).length))};
  }

  /** The mouse went down somewhere in the grid: on a cell, a row number or a column letter. */
  pointerDown(event) {
    const cell = event.target.closest('[data-row][data-column]');
    const row = event.target.closest('[data-row-header]');
    const column = event.target.closest('[data-column-header]') || event.target.closest('.tabulator-col')?.querySelector('[data-column-header]');
    const tab = this.grid.tab;
    if (cell) {
      const at = {row: Number(cell.dataset.row), column: Number(cell.dataset.column)};
      return event.shiftKey ? this.set(this.active, at) : this.set(at, at, false);
    }
    if (row) {
      const n = Number(row.dataset.rowHeader);
      return this.set({row: event.shiftKey ? this.active.row : n, column: 1}, {row: n, column: tab.columnCount}, false);
    }
    if (column && !event.target.closest('.tabulator-col-resize-handle')) {
      const n = Number(column.dataset.columnHeader);
      return this.set({row: 1, column: event.shiftKey ? this.active.column : n}, {row: tab.rowCount, column: n}, false);
    }
    return null;
  }

  /** The mouse is dragged over a cell. */
  pointerOver(event) {
    const cell = event.buttons === 1 && event.target.closest('[data-row][data-column]');
    if (cell) {
      this.set(this.active, {row: Number(cell.dataset.row), column: Number(cell.dataset.column)}, false);
    }
  }
}
