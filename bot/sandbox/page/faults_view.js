// Faults as switches. What is on is asked of the server, so that a test in another program shows here too.

import * as api from "./api.js";
import { $, el } from "./dom.js";
import { toast } from "./floating.js";
import { FREQUENCIES, METHODS, TROUBLES } from "./troubles.js";

export class FaultsView {
  constructor() {
    this.rules = [];
    this.switches = new Map(TROUBLES.map((trouble) => [trouble, this.makeSwitch(trouble)]));
    $("faults").replaceChildren(...[...this.switches.values()].map(({ row }) => row));
    fillSelect($("fault-method"), METHODS);
    fillSelect($("fault-frequency"), FREQUENCIES);
    $("no-faults").addEventListener("click", () => this.run(api.clearFaults));
  }

  async refresh() {
    this.rules = (await api.faults()).faults.filter((rule) => rule.count === null || rule.fired < rule.count);
    this.render();
  }

  makeSwitch(trouble) {
    const note = el("small", {}, trouble.note);
    const { row, box } = switchRow(trouble.label, note, () => this.turn(trouble, box.checked));
    return { row, box, note };
  }

  turn(trouble, on) {
    const method = $("fault-method").value;
    const frequency = FREQUENCIES[$("fault-frequency").selectedIndex].rule;
    return this.run(async () => {
      if (on) await api.addFault({ ...trouble.rule, method, ...frequency });
      else for (const rule of this.of(trouble)) await api.removeFault(rule.id);
    });
  }

  async run(work) {
    try {
      await work();
    } catch (error) {
      toast(error.message);
    }
    await this.refresh();
  }

  of(trouble) {
    return this.rules.filter((rule) => TROUBLES.find((each) => fits(each.rule, rule)) === trouble);
  }

  render() {
    for (const [trouble, { box, note }] of this.switches) {
      const rules = this.of(trouble);
      box.checked = rules.length > 0;
      note.textContent = rules.length ? rules.map(described).join("; ") : trouble.note;
    }
    const strange = this.rules.filter((rule) => !TROUBLES.some((trouble) => fits(trouble.rule, rule)));
    $("other-faults").hidden = strange.length === 0;
    $("other-faults").textContent = `Set from elsewhere: ${strange.map((rule) => `${rule.action}, ${described(rule)}`).join("; ")}`;
    $("no-faults").hidden = this.rules.length === 0;
    this.renderCount(this.rules.length);
  }

  renderCount(count) {
    const badge = $("open-panel").querySelector(".badge");
    badge.hidden = count === 0;
    badge.textContent = String(count);
    $("open-panel").setAttribute("aria-label", count ? `Calls and faults, faults on: ${count}` : "Calls and faults");
  }
}

// A line with words and a switch.
export function switchRow(label, note, onChange) {
  const box = el("input", { type: "checkbox", role: "switch", onchange: onChange });
  const row = el("li", {}, el("label", { class: "switch" }, el("span", {}, el("b", {}, label), note), box));
  return { row, box };
}

function fillSelect(select, choices) {
  select.replaceChildren(...choices.map(({ label, value }) => el("option", { value: value ?? label }, label)));
}

const fits = (wanted, rule) => wanted.action === rule.action && (wanted.status === undefined || wanted.status === rule.status);

function described({ method, chance, count, fired }) {
  const known = METHODS.find((each) => each.value === method);
  const often = chance < 1 ? `${Math.round(chance * 100)} in 100` : count === null ? "each time" : `${count - fired} more`;
  return `${known ? known.label.toLowerCase() : method}, ${often}; ${fired ? `met ${fired} so far` : "none met yet"}`;
}
