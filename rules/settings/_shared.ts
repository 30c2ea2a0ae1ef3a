export { renameFix } from '../../src/settings/rename-fix.js';
