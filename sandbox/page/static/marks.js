// The marks of the selection on cells, row numbers and column letters.
import * as places from './places.js';

export class Marks {
  constructor(grid) {
    this.grid = grid;
    this.forget();
  }

  /** The grid is drawn afresh: nothing is marked any more. */
  forget() {
    this.marked = [];
    this.selected = null;
  }

  /** Marks a block, and in it the cell in which one types. */
  show(place, active) {
    this.marked.forEach(element => {
      element.classList.remove('selected', 'active', 'in-selection');
      element.removeAttribute('aria-selected');
    });
    this.marked = [];
    this.selected = place;
    this.active = active;
    this.grid.cellsIn(place).forEach(element => this.#cell(element));
    this.#headers(place);
  }

  /** A cell has come into view; it is marked if it belongs to the selection. */
  drawn(element, row, column) {
    if (this.selected && places.contains(this.selected, row, column)) {
      this.#cell(element);
    }
  }

  #cell(element) {
    const isActive = Number(element.dataset.row) === this.active.row && Number(element.dataset.column) === this.active.column;
    element.classList.add('selected');
    element.classList.toggle('active', isActive);
    element.setAttribute('aria-selected', 'true');
    this.marked.push(element);
  }

  #headers(place) {
    for (const element of this.grid.element.querySelectorAll('[data-column-header]')) {
      const column = Number(element.dataset.columnHeader);
      this.#header(element, column >= place.column && column <= place.lastColumn);
    }
    for (const element of this.grid.element.querySelectorAll('[data-row-header]')) {
      const row = Number(element.dataset.rowHeader);
      this.#header(element, row >= place.row && row <= place.lastRow);
    }
  }

  #header(element, isInside) {
    element.classList.toggle('in-selection', isInside);
    this.marked.push(element);
  }
}
