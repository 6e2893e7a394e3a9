// The menu bar: the page's own menus, and those that the script builds when the sheet is opened.
import {popup} from './popup.js';

export class MenuBar {
  constructor(element) {
    this.element = element;
  }

  /** Adds a menu, or puts it in the place of the one with this title. items: see popup. */
  add(title, items) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = title;
    button.dataset.testid = `menu-${title}`;
    button.setAttribute('role', 'menuitem');
    button.setAttribute('aria-haspopup', 'menu');
    button.addEventListener('click', () => this.#open(button, title, items));
    button.addEventListener('keydown', event => this.#key(event));
    const old = this.element.querySelector(`[data-testid="${CSS.escape(`menu-${title}`)}"]`);
    old ? old.replaceWith(button) : this.element.append(button);
  }

  #open(button, title, items) {
    button.setAttribute('aria-expanded', 'true');
    popup(typeof items === 'function' ? items() : items, button, title, () => {
      button.setAttribute('aria-expanded', 'false');
      button.focus();
    });
  }

  #key(event) {
    const all = [...this.element.querySelectorAll('button')];
    const at = all.indexOf(event.currentTarget);
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      all[(at + (event.key === 'ArrowRight' ? 1 : -1) + all.length) % all.length].focus();
      event.preventDefault();
    } else if (event.key === 'ArrowDown') {
      event.currentTarget.click();
      event.preventDefault();
    }
  }
}

/** The items of a menu of the script, flat: a submenu stands as its items. */
export function scriptItems(items, run) {
  return items.flatMap(item => {
    if (item.items) {
      return scriptItems(item.items, run);
    }
    return item.separator
      ? [{separator: true}]
      : [{text: item.text, testid: `menu-item-${item.functionName}`, run: () => run(item.functionName)}];
  });
}
