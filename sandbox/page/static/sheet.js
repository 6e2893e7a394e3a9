// The page of one workbook: it brings the parts together.
import * as book from './book.js';
import * as panels from './panels.js';
import * as places from './places.js';
import {Editing} from './editing.js';
import {Grid} from './grid.js';
import {MenuBar, scriptItems} from './menubar.js';
import {Notes} from './notes.js';
import {Selection} from './selection.js';
import {TabBar} from './tabbar.js';
import {execute} from './script.js';
import {followLinks} from './links.js';
import {columnMenu, fileMenu, rowMenu, viewMenu} from './menus.js';
import {popup} from './popup.js';
import {listen} from './hands.js';
import {choosePerson} from './person.js';

const LOOK_AGAIN = 700;
const byId = id => document.getElementById(id);

class Page {
  constructor() {
    this.tabs = [];
    this.current = null;
    this.revision = null;
    this.runs = 0;
    this.place = byId('grid-place');
    this.grid = new Grid(byId('grid'), (kind, column, element) => this.openColumnMenu(column, element));
    this.selection = new Selection(this.grid, () => this.selected());
    this.editing = new Editing(this.grid, this.selection, (place, values) => this.edit(place, values), () => this.focus());
    this.menubar = new MenuBar(byId('menubar'));
    this.tabbar = new TabBar(byId('tabs'), id => this.showTab(id));
    this.notes = new Notes(byId('note'), byId('grid'));
  }

  async start() {
    await choosePerson(byId('person'));
    await this.refresh();
    this.menubar.add('File', fileMenu());
    this.menubar.add('View', () => viewMenu(this));
    listen(this);
    await followLinks(this, byId('grid'));
    await this.run('onOpen').catch(problem => this.say(problem.message));
    setInterval(() => this.look(), LOOK_AGAIN);
  }

  get by() {
    return byId('person').value;
  }

  get tab() {
    return this.grid.tab;
  }

  focus() {
    this.place.focus({preventScroll: true});
  }

  /** Reads the workbook again if somebody has changed it. */
  async look() {
    if (this.looking || document.hidden) {
      return;
    }
    this.looking = true;
    try {
      await this.refresh();
      this.lost = false;
    } catch (problem) {
      this.lost = true;
    }
    this.looking = false;
    this.state();
  }

  refresh() {
    return this.inTurn(() => this.#read());
  }

  /** What builds or fills the grid waits for what does so already. */
  inTurn(work) {
    const mine = (this.last || Promise.resolve()).then(work);
    this.last = mine.catch(() => null);
    return mine;
  }

  async #read() {
    if ((await book.revision()) === this.revision) {
      return;
    }
    const told = await book.read();
    this.tabs = told.tabs.map(tab => new book.Tab(tab));
    byId('title').textContent = told.title;
    document.title = `${told.title} · sandbox`;
    const visible = this.tabs.filter(tab => !tab.hidden);
    const tab = visible.find(one => one.sheetId === this.current) || visible[0];
    const isSame = tab.sheetId === this.current;
    this.current = tab.sheetId;
    this.tabbar.show(this.tabs, this.current);
    await this.grid.refresh(tab);
    this.revision = told.revision;
    isSame ? this.selection.draw() : await this.selection.set({row: 1, column: 1});
    this.state();
  }

  showTab(id, place = {row: 1, column: 1}) {
    this.editing.close(true);
    return this.inTurn(async () => {
      const tab = this.tabs.find(one => one.sheetId === id);
      if (tab && this.current !== id) {
        this.current = id;
        this.tabbar.show(this.tabs, id);
        await this.grid.show(tab);
      }
      if (tab) {
        await this.selection.set(place);
      }
    });
  }

  /** The selection has moved: the bars above and the sum below follow. */
  selected() {
    const {row, column} = this.selection.active;
    byId('name-box').value = places.text(this.selection.place);
    if (document.activeElement !== byId('value-bar')) {
      byId('value-bar').value = this.tab.typed(row, column);
    }
    byId('spoken').textContent = places.spoken(this.selection.place, this.tab.cell(row, column));
    byId('summary').textContent = summary(this.tab, this.selection.place);
  }

  /** A person writes into cells: the sandbox takes it as typed, then the triggers of the sheet run. */
  edit(place, values) {
    return this.busy(() => this.#edit(place, values));
  }

  async #edit(place, values) {
    const tab = this.tab;
    const single = places.text(place).indexOf(':') < 0;
    const oldValue = single ? tab.raw(place.row, place.column) : undefined;
    const done = await this.attempt(() => book.act('edit', this.by, {range: tab.range(place), values}));
    const shown = this.refresh();
    if (!done) {
      await shown;
      this.grid.paintAgain(place);
      return;
    }
    const value = single ? await book.valueOf(tab.range(place), values[0][0]) : undefined;
    const size = {rows: places.rows(place), columns: places.columns(place)};
    const event = {tabId: tab.sheetId, row: place.row, column: place.column, ...size, value, oldValue, user: this.by};
    await Promise.all([shown, this.fire(event)]);
  }

  /** The status says that something goes on until the work is done. */
  async busy(work) {
    this.runs += 1;
    this.state();
    try {
      return await work();
    } finally {
      this.runs -= 1;
      this.state();
    }
  }

  async fire(event) {
    const triggers = (await book.triggers()).filter(trigger => trigger.event === 'ON_EDIT');
    await Promise.all(triggers.map(trigger =>
      this.run(trigger.function, [], {...event, triggerUid: trigger.id}, trigger.owner).catch(problem => this.say(problem.message)),
    ));
  }

  /** Does an act of a person that changes no cell's content, such as a sort; Google fires no edit for it. */
  act(name, wish) {
    return this.busy(async () => {
      await this.attempt(() => book.act(name, this.by, wish));
      await this.refresh();
    });
  }

  async attempt(work) {
    try {
      await work();
      return true;
    } catch (problem) {
      this.say(problem.message);
      return false;
    }
  }

  say(text) {
    panels.toast({text, title: 'There was a problem', seconds: 10});
  }

  /** Runs a function of the script; without an owner it runs as whoever sits here. */
  run(functionName, args = [], event = null, owner = this.by) {
    const {place} = this.selection;
    const active = {tabId: this.current, row: place.row, column: place.column, rows: places.rows(place), columns: places.columns(place)};
    const order = {spreadsheetId: book.id, user: event ? '' : this.by, owner, active, functionName, args, event};
    return this.busy(() => execute(order, this.#heard()).finally(() => this.refresh().catch(() => null)));
  }

  #heard() {
    const run = (name, args) => this.run(name, args);
    return {
      activate: ({tabId, row, column}) => this.showTab(tabId, {row, column}),
      changed: () => this.refresh(),
      dialog: told => panels.htmlDialog(told, run),
      menu: ({title, items}) => this.menubar.add(title, scriptItems(items, name => run(name).catch(problem => this.say(problem.message)))),
      question: panels.question,
      sidebar: told => panels.sidebar(told, run),
      toast: panels.toast,
    };
  }

  openColumnMenu(column, element) {
    popup(columnMenu(this, column), element, `Column ${places.letters(column)}`, () => this.focus());
  }

  openRowMenu(row, at) {
    popup(rowMenu(this, row), at, `Row ${row}`, () => this.focus());
  }

  /** What tests and people can read about the page itself. */
  state() {
    const status = byId('status');
    status.dataset.busy = String(this.runs);
    status.dataset.revision = String(this.revision);
    status.textContent = this.lost ? '⚠ The sandbox does not answer' : this.runs ? '◌ Working…' : '✓ Saved';
  }
}

function summary(tab, place) {
  if (places.rows(place) * places.columns(place) < 2) {
    return '';
  }
  const numbers = [];
  for (let row = place.row; row <= Math.min(place.lastRow, tab.rows.length); row += 1) {
    for (let column = place.column; column <= place.lastColumn; column += 1) {
      const cell = tab.cell(row, column);
      if (cell && typeof cell.u === 'number') {
        numbers.push(cell.u);
      }
    }
  }
  const sum = numbers.reduce((total, number) => total + number, 0);
  return numbers.length ? `Sum ${Math.round(sum * 1e6) / 1e6} · Count ${numbers.length}` : '';
}

const page = new Page();
page.busy(() => page.start()).catch(problem => page.say(problem.message));
