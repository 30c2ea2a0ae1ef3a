import { defineRule } from '../../src/topology/rule.js';

const heap =
  /^(?:(?:env\.)?(?:ES|OPENSEARCH|LS)_(?:HEAP_(?:NEW)?SIZE|JAVA_OPTS|MIN_MEM|MAX_MEM|DIRECT_SIZE)|-?Xm[sxn][\d.]*[kmgt]?|(?:es[._])?heap[._]?size|(?:es[._])?(?:jvm|java)[._](?:opts|options|heap(?:[._]size)?)|MAX_LOCKED_MEMORY|MAX_OPEN_FILES)$/i;

export default defineRule({
  id: 'node/heap-in-config',
  severity: 'error',
  summary: 'heap size or JVM options in elasticsearch.yml, where no such setting exists',
  messages: {
    found: {
      insteadOf: 'unknown setting',
      text: '{setting} is no setting of Elasticsearch: heap and JVM options do not belong in elasticsearch.yml',
      why: 'A setting that is not known stops the node at start.',
      advice:
        'Leave the heap to Elasticsearch, which sizes it by the machine, or put -Xms and -Xmx into a file in jvm.options.d.',
    },
  },
  evidence: [
    {
      message:
        'unknown setting [ES_HEAP_SIZE] please check that any required plugins are installed, or check the breaking changes documentation for removed settings',
      versions: '7.17.28, 8.19.21, 9.5.3',
    },
  ],
  links: ['https://www.elastic.co/docs/reference/elasticsearch/jvm-settings'],
  onlyFor: ['unknown'],
  on: {
    setting({ entry, key }, { report }) {
      if (entry.layer === 'yml' && heap.test(key))
        report({ ...entry.keyPlace, message: 'found', data: { setting: key }, setting: entry });
    },
  },
});
