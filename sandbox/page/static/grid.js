// The grid on the screen: Tabulator lays out rows and columns and draws only what is in view; the cells are ours.
import * as places from './places.js';
import {paint} from './cell.js';
import {Marks} from './marks.js';
import {drawCharts} from './charts.js';

const ROW_HEIGHT = 22;
const ROW_HEADER_WIDTH = 46;

function corner() {
  const name = document.createElement('span');
  name.className = 'hidden';
  name.textContent = 'Row';
  return name;
}

export class Grid {
  /** `asked(kind, column, element)` is called when a person presses the button of a column header. */
  constructor(element, asked) {
    this.element = element;
    this.asked = asked;
    this.cells = new Map();
    this.table = null;
    this.tab = null;
    this.marks = new Marks(this);
  }

  async show(tab) {
    this.tab = tab;
    this.cells.clear();
    this.marks.forget();
    if (this.table) {
      this.table.destroy();
    }
    this.table = new Tabulator(this.element, {
      columns: this.#columns(),
      columnDefaults: {headerSort: false, resizable: 'header', minWidth: 24},
      data: this.#rows(),
      frozenRows: tab.frozenRows || 0,
      height: '100%',
      index: 'n',
      keybindings: false,
      placeholder: 'This tab is empty.',
      renderVertical: 'virtual',
      renderVerticalBuffer: 220,
      rowHeader: {field: 'n', frozen: true, formatter: cell => this.#rowHeader(cell), hozAlign: 'center', resizable: false, titleFormatter: corner, width: ROW_HEADER_WIDTH},
      rowHeight: ROW_HEIGHT,
    });
    await new Promise(ready => this.table.on('tableBuilt', ready));
    const holder = this.#holder();
    holder.removeAttribute('tabindex'); // the keyboard has its place on the grid as a whole
    holder.setAttribute('role', 'presentation');
    drawCharts(holder, tab);
  }

  /** Draws again what differs from what is on the screen. */
  async refresh(tab) {
    if (!this.tab || !tab.hasShapeOf(this.tab)) {
      const top = this.tab && this.tab.sheetId === tab.sheetId ? this.#scrolled() : null;
      await this.show(tab);
      this.#scrollBack(top);
      return;
    }
    const differ = this.tab.rowsThatDiffer(tab);
    this.tab = tab;
    for (const row of differ) {
      for (let column = 1; column <= tab.columnCount; column += 1) {
        this.#paint(row, column);
      }
    }
  }

  #holder() {
    return this.element.querySelector('.tabulator-tableholder');
  }

  #scrolled() {
    const holder = this.#holder();
    return holder && {top: holder.scrollTop, left: holder.scrollLeft};
  }

  #scrollBack(place) {
    const holder = place && this.#holder();
    if (holder) {
      holder.scrollTop = place.top;
      holder.scrollLeft = place.left;
    }
  }

  #rows() {
    const rows = [];
    for (let n = 1; n <= this.tab.rowCount; n += 1) {
      if (!this.tab.hiddenRows.has(n - 1)) {
        rows.push({n});
      }
    }
    return rows;
  }

  #columns() {
    return Array.from({length: this.tab.columnCount}, (_, index) => ({
      field: `c${index + 1}`,
      formatter: cell => this.#cell(cell, index + 1),
      frozen: index < (this.tab.frozenColumns || 0),
      title: places.letters(index + 1),
      titleFormatter: () => this.#columnHeader(index + 1),
      visible: !this.tab.isHidden(index + 1),
      width: this.tab.width(index + 1),
    }));
  }

  #rowHeader(cell) {
    const row = cell.getData().n;
    const element = cell.getElement();
    element.dataset.rowHeader = row;
    element.dataset.testid = `row-${row}`;
    return String(row);
  }

  #columnHeader(column) {
    const header = document.createElement('div');
    header.className = 'column-header';
    header.dataset.columnHeader = column;
    header.dataset.testid = `column-${places.letters(column)}`;
    const name = document.createElement('span');
    name.textContent = places.letters(column);
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.textContent = '▾';
    button.dataset.testid = `column-menu-${places.letters(column)}`;
    button.setAttribute('aria-label', `Menu of column ${places.letters(column)}`);
    button.addEventListener('click', () => this.asked('column', column, button));
    header.append(name, button);
    return header;
  }

  #cell(cell, column) {
    const row = cell.getData().n;
    const element = cell.getElement();
    element.dataset.row = row;
    element.dataset.column = column;
    element.dataset.testid = `cell-${places.address(row, column)}`;
    this.cells.set(`${row},${column}`, element);
    this.marks.drawn(element, row, column);
    this.#paint(row, column);
    return element.firstChild || '';
  }

  #paint(row, column) {
    const element = this.cells.get(`${row},${column}`);
    if (element) {
      paint(element, this.tab.cell(row, column), places.address(row, column), this.#roomAt(row, column));
    }
  }

  /** Draws a block as the sheet has it, where a person's wish was refused. */
  paintAgain(place) {
    for (const element of this.cellsIn(place)) {
      this.#paint(Number(element.dataset.row), Number(element.dataset.column));
    }
  }

  /** How far, in pixels, a text may run on over empty cells to its right. */
  #roomAt(row, column) {
    let room = 0;
    for (let next = column + 1; next <= this.tab.columnCount && this.tab.isEmpty(row, next); next += 1) {
      room += this.tab.isHidden(next) ? 0 : this.tab.width(next);
    }
    return room;
  }

  /** The cells of a block that have been drawn; whichever is fewer is walked through. */
  cellsIn(place) {
    if (places.rows(place) * places.columns(place) > this.cells.size) {
      return [...this.cells.values()].filter(cell => places.contains(place, Number(cell.dataset.row), Number(cell.dataset.column)));
    }
    const found = [];
    for (let row = place.row; row <= place.lastRow; row += 1) {
      for (let column = place.column; column <= place.lastColumn; column += 1) {
        found.push(this.at(row, column));
      }
    }
    return found.filter(Boolean);
  }

  /** The element of a cell, where it has been drawn. */
  at(row, column) {
    return this.cells.get(`${row},${column}`);
  }

  /** Brings a cell into view. */
  async reveal(row, column, where = 'nearest') {
    const frozen = row <= (this.tab.frozenRows || 0);
    if (!frozen && !this.tab.hiddenRows.has(row - 1)) {
      await this.table.scrollToRow(row, where, false).catch(() => null);
    }
    if (!this.tab.isHidden(column)) {
      this.#scrollSideways(row, column);
    }
  }

  #scrollSideways(row, column) {
    const holder = this.#holder();
    const element = this.at(row, column);
    if (!holder || !element) {
      return;
    }
    const left = element.offsetLeft;
    if (left < holder.scrollLeft + ROW_HEADER_WIDTH) {
      holder.scrollLeft = left - ROW_HEADER_WIDTH;
    } else if (left + element.offsetWidth > holder.scrollLeft + holder.clientWidth) {
      holder.scrollLeft = left + element.offsetWidth - holder.clientWidth;
    }
  }

  /** Shows or hides a column on this screen only, as a filter view would. */
  toggleColumns(columns, visible) {
    columns.forEach(column => {
      const found = this.table.getColumn(`c${column}`);
      if (found) {
        visible ? found.show() : found.hide();
      }
    });
  }
}
