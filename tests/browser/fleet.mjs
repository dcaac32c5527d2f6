// A description of which little is unknown and much is wrong: 23 findings a stage.
//
//   node fleet.mjs STAGES > fleet.toml
//
// 435 stages give 10 005 findings, of the same classifier served to anybody, again and again.

export function fleet(stages) {
  const head = `format = 1
[pipeline]
id = "fleet"
name = "A fleet of classifiers"
owner = "platform"
criticality = "high"
purpose = ["fraud"]
decides-about = ["money"]
modalities = ["tabular"]
regimes = ["gdpr"]
published = ["nothing"]
impact-assessed = true
incident-exercise = "yearly"
limits-of-use = true
[[boundary]]
id = "cloud"
name = "Cloud account"
trust = "internal"
operated-by = "us"
egress = "open"
tenancy = "single"
[[actor]]
id = "anybody"
role = "user"
trust = "untrusted"
`;
  const one = (i) => `[[asset]]
id = "model-${i}"
kind = "classifier"
boundary = "cloud"
origin = ["public-registry"]
registered = false
sensitivity = "confidential"
writable-by = "organisation"
readable-by = "organisation"
erasure-reaches = false
format = ["pickle"]
pinned = "none"
published = ["nothing"]
versions-kept = false
[[stage]]
id = "infer-${i}"
does = ["infer"]
reads = ["model-${i}"]
serves = ["anybody"]
returns = ["scores"]
uses = []
boundary = "cloud"
offered-as = ["api"]
senses = ["none"]
fallback = false
contestable = false
cost = "autoscaled"
started-by = ["person"]
[[flow]]
from = "anybody"
to = "infer-${i}"
authenticated = false
encrypted = false
integrity-checked = false
carries = [{ kind = "features" }]
[[flow]]
from = "model-${i}"
to = "infer-${i}"
authenticated = false
encrypted = false
integrity-checked = false
`;
  return head + Array.from({ length: stages }, (_, i) => one(i)).join('');
}

if (process.argv[1]?.endsWith('fleet.mjs')) process.stdout.write(fleet(Number(process.argv[2] ?? 435)));
