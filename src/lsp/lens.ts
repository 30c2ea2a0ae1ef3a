import type { CodeLens } from 'vscode-languageserver/node';
import type { Place } from '../core/text.js';
import type { Link } from '../topology/link.js';
import { linkState } from './link-state.js';
import type { View } from './view.js';

/** The key under which an alias begins in a file; undefined where the file has none of its settings. */
function placeOf(view: View, link: Link): Place | undefined {
  const entries = link.layers
    .flatMap((layer) => [...layer.entries.values()])
    .filter((entry) => view.project.pathOf(entry) === view.path);
  const first = entries.sort((a, b) => a.keyPlace.range.start - b.keyPlace.range.start)[0];
  if (!first) return undefined;
  let key = '';
  for (const { source, pair } of first.spots) {
    key += `${pair.key.text}.`;
    if (key.includes(`cluster.remote.${link.alias}.`)) return { source, range: pair.key.range };
  }
  return first.keyPlace;
}

/** The state of each link above its settings, and above the file of a node of the other side. */
export function lensesOf(view: View): CodeLens[] {
  const findings = [...view.project.outcome.findings.values()].flat();
  const lens = (place: Place, title: string): CodeLens => ({
    range: view.range(place),
    // a text without an action
    command: { title, command: '' },
  });
  return view.clusters.flatMap((cluster) => {
    const own = cluster.links.flatMap((link) => {
      const place = placeOf(view, link);
      return place ? [lens(place, linkState(link, findings))] : [];
    });
    const node = cluster.nodes.find(({ document }) => view.project.pathOf(document) === view.path);
    const here = node?.document.source.firstLine();
    const dialled = here ? cluster.incoming : [];
    return [
      ...dialled.map((link) =>
        lens(here!, `dialled by ${link.from.name}: ${linkState(link, findings)}`),
      ),
      ...own,
    ];
  });
}
