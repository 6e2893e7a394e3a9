// Typing into cells: the field over the cell, the value bar, tick boxes and choices.
import * as places from './places.js';
import {popup} from './popup.js';

export class Editing {
  /** `commit(place, values)` carries out what was typed; `moved(down, right)` goes on to the next cell. */
  constructor(grid, selection, commit, focusGrid) {
    Object.assign(this, {grid, selection, commit, focusGrid});
    this.field = null;
  }

  get isOpen() {
    return this.field !== null;
  }

  /** Opens the field over the active cell; `text` replaces the content, as when one just starts typing. */
  open(text) {
    const {row, column} = this.selection.active;
    const cell = this.grid.tab.cell(row, column);
    const element = this.grid.at(row, column);
    if (!element || (cell && cell.check)) {
      return;
    }
    if (cell && cell.list && text === undefined) {
      this.choose(row, column);
      return;
    }
    this.#place(element, text === undefined ? this.grid.tab.typed(row, column) : text);
  }

  #place(element, text) {
    const {row, column} = this.selection.active;
    const box = element.getBoundingClientRect();
    const field = document.createElement('input');
    field.className = 'cell-field';
    field.dataset.testid = 'cell-field';
    field.setAttribute('aria-label', `Content of ${places.address(row, column)}`);
    field.value = text;
    Object.assign(field.style, {left: `${box.left}px`, top: `${box.top}px`, minWidth: `${box.width}px`, height: `${box.height}px`});
    field.style.width = `${Math.min(560, Math.max(box.width, text.length * 7 + 24))}px`;
    field.addEventListener('keydown', event => this.#key(event));
    field.addEventListener('blur', () => this.close(true));
    document.body.append(field);
    this.field = field;
    this.at = {row, column};
    field.focus();
    field.setSelectionRange(text.length, text.length);
  }

  #key(event) {
    event.stopPropagation();
    const moves = {Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1]};
    if (event.key === 'Escape') {
      this.close(false);
    } else if (moves[event.key]) {
      this.close(true);
      this.selection.move(...moves[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Takes the field away; what it says is carried out if it says something new. */
  close(keep) {
    const field = this.field;
    if (!field) {
      return;
    }
    this.field = null;
    const text = field.value;
    field.remove();
    this.focusGrid();
    if (keep) {
      this.#put(this.at, text);
    }
  }

  #put(at, text) {
    if (text !== this.grid.tab.typed(at.row, at.column)) {
      this.commit(places.block(at), [[text]]);
    }
  }

  /** What was typed in the value bar. */
  fromBar(text) {
    this.#put(this.selection.active, text);
  }

  /** The choices of a cell with a dropdown. */
  choose(row, column) {
    const cell = this.grid.tab.cell(row, column);
    const items = cell.list.map(text => ({
      text,
      testid: `choice-${text}`,
      run: () => this.#put({row, column}, text),
    }));
    items.push({separator: true}, {text: 'Empty', run: () => this.#put({row, column}, '')});
    popup(items, this.grid.at(row, column), `Choices for ${places.address(row, column)}`, this.focusGrid);
  }

  /** Ticks or unticks the boxes of the selected block, all alike. */
  tick(place) {
    const cells = this.#each(place);
    const boxes = cells.filter(cell => cell.check);
    if (!boxes.length || boxes.length !== cells.length) {
      return false;
    }
    const value = !(this.grid.tab.cell(this.selection.active.row, this.selection.active.column).u === true);
    this.commit(place, this.#filled(place, value));
    return true;
  }

  /** Empties the selected block; boxes are unticked. */
  clear(place) {
    const values = this.#filled(place, '');
    values.forEach((line, r) => line.forEach((_, c) => {
      const cell = this.grid.tab.cell(place.row + r, place.column + c);
      if (cell && cell.check) {
        line[c] = false;
      }
    }));
    this.commit(place, values);
  }

  #each(place) {
    const cells = [];
    for (let row = place.row; row <= place.lastRow; row += 1) {
      for (let column = place.column; column <= place.lastColumn; column += 1) {
        cells.push(this.grid.tab.cell(row, column) || {});
      }
    }
    return cells;
  }

  #filled(place, value) {
    return Array.from({length: places.rows(place)}, () => Array(places.columns(place)).fill(value));
  }
}
