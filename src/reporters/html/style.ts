/** The style of the page: light and dark as the system has it, and readable on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #57606a; --paper: #ffffff; --raised: #f6f8fa; --edge: #d0d7de; --error: #b3261e; --warning: #8a5300; --info: #0b57d0; --mark: #fff3c4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #a0a9b4; --paper: #0d1117; --raised: #161b22; --edge: #30363d; --error: #ff8a80; --warning: #f0b429; --info: #8ab4f8; --mark: #4a3d00; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main, header { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.2rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .6rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .3rem 0; }
.faint { color: var(--faint); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .3rem .6rem; z-index: 2; }
form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; background: var(--paper); border-bottom: 1px solid var(--edge); padding: .6rem 0; margin: .8rem 0; }
form label { display: inline-flex; gap: .35rem; align-items: center; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; gap: .8rem; }
select, input[type=search], button { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--edge); border-radius: 6px; padding: .25rem .5rem; max-width: 16rem; }
:focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
article { border: 1px solid var(--edge); border-left: 5px solid var(--tone); border-radius: 6px; padding: .7rem .9rem; margin: .6rem 0; }
.error { --tone: var(--error); } .warning { --tone: var(--warning); } .info { --tone: var(--info); }
.severity { color: var(--tone); font-weight: 700; }
article code, article .rule { overflow-wrap: anywhere; }
.frame { overflow-x: auto; background: var(--raised); border-radius: 6px; margin: .5rem 0; padding: .4rem 0; }
.frame code { display: block; white-space: pre; font: 13px/1.5 ui-monospace, monospace; padding: 0 .7rem; tab-size: 4; }
.frame .number { display: inline-block; min-width: 3.5ch; text-align: right; margin-right: 1.2ch; color: var(--faint); user-select: none; }
.frame mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--tone); }
.picture { overflow: auto; border: 1px solid var(--edge); border-radius: 6px; max-height: 80vh; }
.picture svg { display: block; margin: 0 auto; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--edge); vertical-align: top; overflow-wrap: anywhere; }
th, td:first-child, td:last-child { white-space: nowrap; overflow-wrap: normal; }
[hidden] { display: none !important; }
footer { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
@media print { form, .skip { display: none; } article { break-inside: avoid; } .picture { max-height: none; } }
`;

/** What the page does: it shows the findings that the filters leave, and says how many they are. */
export const pageScript = `
const form = document.querySelector('form');
const findings = [...document.querySelectorAll('article')];
const files = [...document.querySelectorAll('section.file')];
const shown = document.querySelector('output');
function filter() {
  const data = new FormData(form);
  const severities = data.getAll('severity');
  const words = data.get('text').toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const finding of findings) {
    const { severity, rule, file } = finding.dataset;
    const text = finding.textContent.toLowerCase();
    finding.hidden = !severities.includes(severity) ||
      (data.get('rule') !== '' && data.get('rule') !== rule) ||
      (data.get('file') !== '' && data.get('file') !== file) ||
      !words.every((word) => text.includes(word) || file.toLowerCase().includes(word));
    if (!finding.hidden) count++;
  }
  for (const file of files) file.hidden = !file.querySelector('article:not([hidden])');
  shown.textContent = count + ' of ' + findings.length + ' shown';
}
if (form) {
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') { event.preventDefault(); form.elements.text.focus(); }
    if (event.key !== 'j' && event.key !== 'k') return;
    const open = findings.filter((finding) => !finding.hidden);
    const at = open.indexOf(document.activeElement.closest('article'));
    const next = event.key === 'j' ? Math.min(at + 1, open.length - 1) : Math.max(at - 1, 0);
    open[next]?.focus();
    open[next]?.scrollIntoView({ block: 'center' });
  });
  filter();
}
`;
