// Somebody new to speak as.

import * as api from "./api.js";
import { askPerson } from "./floating.js";

// Their number, or null if the question was closed without an answer.
export async function newPerson(store) {
  const wish = await askPerson();
  if (!wish) return null;
  const person = await api.addPerson(wish.name, wish.language);
  store.putPerson(person);
  return person.id;
}
