# Autobahn's fuzzing client, run by Jython: URL FOLDER CASES. Prints what is neither right nor for information, and a sum.
import json
import os
import sys

from twisted.internet import reactor
from autobahntestsuite.fuzzing import FuzzingClientFactory

url, folder, cases = sys.argv[1], sys.argv[2], sys.argv[3].split(',')
FuzzingClientFactory({
    'outdir': folder,
    'options': {'failByDrop': False},
    'servers': [{'agent': 'covet', 'url': url, 'options': {'version': 18}}],
    'cases': cases,
    'exclude-cases': [],
    'exclude-agent-cases': {},
})
reactor.run()

results = json.load(open(os.path.join(folder, 'index.json')))['covet']
wrong = 0
for case in sorted(results):
    result = results[case]
    for kind in ('behavior', 'behaviorClose'):
        if result[kind] not in ('OK', 'INFORMATIONAL'):
            wrong += 1
            print('WRONG %s %s %s' % (case, kind, result[kind]))
print('RESULT %d cases, %d wrong' % (len(results), wrong))
