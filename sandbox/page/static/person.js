// Who sits at the page: chosen from the people of the sheet, or typed; remembered by the browser.
import * as book from './book.js';

const KEY = 'tickmark.person';

export async function choosePerson(field, list) {
  const people = await book.people();
  list.replaceChildren(...people.map(person => {
    const option = document.createElement('option');
    option.value = person.email;
    option.label = [person.name, person.role].filter(Boolean).join(', ');
    return option;
  }));
  const asked = new URLSearchParams(location.search).get('as');
  const first = people.find(person => person.manager) || people[0];
  field.value = asked || localStorage.getItem(KEY) || (first ? first.email : 'manager@agency.example');
  field.addEventListener('change', () => localStorage.setItem(KEY, field.value.trim()));
  field.addEventListener('focus', () => field.select());
}
