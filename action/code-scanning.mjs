import { readFileSync } from 'node:fs';

// Prints whether code scanning can be counted on, as far as the event of the workflow tells: public repositories have
// it; private ones only where it is paid for, and what forks and Dependabot send may not upload anything.
const path = process.env.GITHUB_EVENT_PATH;
let isOn = false;
try {
  const { repository, pull_request: pull, sender } = JSON.parse(readFileSync(path, 'utf8'));
  const isFork = pull !== undefined && pull.head?.repo?.full_name !== repository.full_name;
  const isBot = sender?.login === 'dependabot[bot]';
  isOn = repository.private === false && !isFork && !isBot;
} catch {
  // no event, or one without a repository: annotations always work
}
console.log(isOn);
