// What Mermaid itself makes of a Gantt chart on standard input; the argument is the node_modules it is in.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const modules = process.argv[2];
const { JSDOM } = createRequire(`${modules}/`)("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(`${modules}/mermaid/dist/mermaid.core.mjs`));

const text = readFileSync(0, "utf8");
await mermaid.parse(text);
// What stands before the chart is read by `parse` and unknown to the chart's own grammar.
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text.replace(/^---\n[^]*?\n---\n/, ""));
const day = (date) => date.toLocaleDateString("sv");
const tasks = db.getTasks().map((each) => ({
  name: each.task,
  section: each.section,
  milestone: each.milestone,
  broken: each.crit,
  start: day(each.startTime),
  end: day(each.endTime),
}));
console.log(JSON.stringify({ title: db.getDiagramTitle(), sections: db.getSections(), tasks }));
