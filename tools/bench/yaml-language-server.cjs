// One file through the yaml-language-server: what an editor waits for when it opens the file.
const { readFileSync } = require('node:fs');
const { TextDocument } = require('vscode-languageserver-textdocument');
const { getLanguageService } = require('yaml-language-server');

const [schema, file] = process.argv.slice(2);
const service = getLanguageService({
  schemaRequestService: () => Promise.reject(new Error('nothing is fetched')),
  workspaceContext: { resolveRelativePath: (path) => path },
});
const schemas = [
  {
    fileMatch: ['*'],
    uri: 'file:///schema.json',
    schema: JSON.parse(readFileSync(schema, 'utf8')),
  },
];
service.configure({ validate: true, schemas });
const text = readFileSync(file, 'utf8');
service
  .doValidation(TextDocument.create('file:///elasticsearch.yml', 'yaml', 1, text), false)
  .then((found) => console.log(found.length));
