export * from './finding.js';
export * from './fix.js';
export * from './nearest.js';
export * from './rule.js';
export * from './run.js';
export * from './secrets.js';
export * from './suppress.js';
export * from './text.js';
