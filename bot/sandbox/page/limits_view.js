// Telegram's limits as switches; out of sight where the server knows none.

import * as api from "./api.js";
import { $, el } from "./dom.js";
import { switchRow } from "./faults_view.js";
import { toast } from "./floating.js";

const LIMITS = [
  { name: "overall", label: "To everybody", unit: "messages a second", usual: 30, off: null },
  { name: "per_chat", label: "To one person", unit: "messages a second", usual: 1, off: null },
  { name: "per_group", label: "In a group", unit: "messages a minute", usual: 20, off: null },
  { name: "latency", label: "Far away", unit: "seconds before each call has its effect", usual: 0.3, off: 0 },
];

export class LimitsView {
  constructor() {
    this.limits = {};
    this.unknown = false;
    this.rows = LIMITS.map((limit) => this.row(limit));
    $("limits").replaceChildren(...this.rows.map(({ row }) => row));
  }

  row(limit) {
    const { row, box } = switchRow(limit.label, el("small", {}, `${limit.usual} ${limit.unit}`), () =>
      this.set({ [limit.name]: box.checked ? limit.usual : limit.off }),
    );
    return { limit, row, box, note: row.querySelector("small") };
  }

  async refresh() {
    if (this.unknown) return;
    try {
      this.limits = await api.limits();
    } catch (error) {
      this.unknown = error.status === 404;
      return;
    }
    $("limits-part").hidden = false;
    for (const { limit, box, note } of this.rows) {
      const value = this.limits[limit.name] ?? limit.off;
      box.checked = value !== limit.off;
      note.textContent = `${box.checked ? value : limit.usual} ${limit.unit}`;
    }
  }

  async set(limits) {
    try {
      await api.setLimits(limits);
    } catch (error) {
      toast(error.message);
    }
    await this.refresh();
  }
}
