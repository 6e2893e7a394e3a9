// What the script shows around the grid: toasts, the sidebar, dialogs and questions.
import * as book from './book.js';
import {dropFrame, makeFrame} from './frames.js';

const byId = id => document.getElementById(id);
let lastToast = null;

/** A short message in the corner; a new one takes the place of the last; negative seconds: it stays until then. */
export function toast({text, title, seconds}) {
  lastToast?.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  box.dataset.testid = 'toast';
  const words = document.createElement('div');
  const head = document.createElement('strong');
  head.textContent = title;
  const body = document.createElement('p');
  body.dataset.testid = 'toast-text';
  body.textContent = text;
  words.append(head, body);
  box.append(words, button('×', 'Close the message', () => box.remove()));
  byId('toasts').append(box);
  lastToast = box;
  if (seconds >= 0) {
    setTimeout(() => box.remove(), Math.max(seconds, 1) * 1000);
  }
}

function button(text, label, pressed) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.setAttribute('aria-label', label);
  element.addEventListener('click', pressed);
  return element;
}

/** The one sidebar at the right. */
export function sidebar({html, title}, run) {
  const place = byId('sidebar');
  place.querySelectorAll('iframe').forEach(dropFrame);
  const hide = () => {
    place.hidden = true;
    place.replaceChildren();
  };
  const frame = makeFrame(html, title || 'Sidebar', run, kind => (kind === 'close' ? hide() : null));
  frame.dataset.testid = 'sidebar-frame';
  const head = document.createElement('div');
  head.className = 'panel-head';
  const name = document.createElement('h2');
  name.textContent = title;
  const close = button('×', 'Close the sidebar', hide);
  close.dataset.testid = 'sidebar-close';
  head.append(name, close);
  place.replaceChildren(head, frame);
  place.hidden = false;
}

function makeDialog(title) {
  const dialog = document.createElement('dialog');
  dialog.dataset.testid = 'dialog';
  dialog.setAttribute('aria-label', title);
  const head = document.createElement('div');
  head.className = 'panel-head';
  const name = document.createElement('h2');
  name.textContent = title;
  head.append(name);
  dialog.append(head);
  document.body.append(dialog);
  return {dialog, head};
}

/** A dialog with a page of the script. */
export function htmlDialog({html, title, width, height, modal}, run) {
  const {dialog, head} = makeDialog(title);
  const shut = () => {
    dropFrame(frame);
    dialog.remove();
  };
  const frame = makeFrame(html, title, run, (kind, told) => {
    if (kind === 'close') {
      shut();
    } else if (kind === 'height' || kind === 'width') {
      frame.style[kind] = `${told[kind]}px`;
    }
  });
  frame.dataset.testid = 'dialog-frame';
  frame.style.width = `${width || 600}px`;
  frame.style.height = `${height || 400}px`;
  const close = button('×', 'Close the dialog', shut);
  close.dataset.testid = 'dialog-close';
  head.append(close);
  dialog.append(frame);
  dialog.addEventListener('close', shut);
  modal ? dialog.showModal() : dialog.show();
}

const BUTTON_WORDS = {OK: 'OK', CANCEL: 'Cancel', YES: 'Yes', NO: 'No'};

/** A question of the script, which waits for the answer. */
export function question({id, type, title, text, buttons}) {
  const {dialog} = makeDialog(title || 'Tickmark');
  dialog.classList.add('question');
  const words = document.createElement('p');
  words.dataset.testid = 'question-text';
  words.textContent = text;
  const field = document.createElement('input');
  field.setAttribute('aria-label', text);
  field.hidden = type !== 'prompt';
  const bar = document.createElement('div');
  bar.className = 'bar';
  const answer = pressed => {
    dialog.remove();
    book.post(`/__script/answers/${id}`, {answer: {button: pressed, text: field.value}});
  };
  buttons.forEach(name => {
    const choice = button(BUTTON_WORDS[name], BUTTON_WORDS[name], () => answer(name));
    choice.dataset.testid = `question-${name}`;
    bar.append(choice);
  });
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    answer('CLOSE');
  });
  dialog.append(words, field, bar);
  dialog.showModal();
}
