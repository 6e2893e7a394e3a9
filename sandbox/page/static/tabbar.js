// The tabs at the bottom.
export class TabBar {
  constructor(element, chosen) {
    this.element = element;
    this.chosen = chosen;
    element.addEventListener('keydown', event => this.#key(event));
  }

  show(tabs, current) {
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren(...tabs.filter(tab => !tab.hidden).map(tab => this.#button(tab, tab.sheetId === current)));
    if (focused) {
      this.element.querySelector('[aria-selected="true"]')?.focus();
    }
  }

  #button(tab, isCurrent) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = tab.title;
    button.dataset.testid = `tab-${tab.title}`;
    button.setAttribute('role', 'tab');
    button.setAttribute('aria-selected', String(isCurrent));
    button.tabIndex = isCurrent ? 0 : -1;
    if (tab.tabColor) {
      button.style.boxShadow = `inset 0 -3px ${tab.tabColor}`;
    }
    button.addEventListener('click', () => this.chosen(tab.sheetId));
    return button;
  }

  #key(event) {
    const all = [...this.element.querySelectorAll('button')];
    const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (by) {
      all[(all.indexOf(document.activeElement) + by + all.length) % all.length].click();
      event.preventDefault();
    }
  }
}
