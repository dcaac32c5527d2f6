#include "graph/analyses/content.hpp"

namespace merlon {

ContentRules::ContentRules(const Graph& g, const CoreFacts& f)
    : g_(g), f_(f), model_(f.kind_of("model")), tool_(f.kind_of("tool")), software_(f.kind_of("software")),
      configuration_(f.kind_of("configuration")), credential_(f.kind_of("credential")),
      request_(f.kind_of("request")), prompt_(f.kind_of("prompt")) {}

Tri ContentRules::passes(uint32_t from, uint32_t to) const {
  if (is_model(to)) return Tri::no;
  if (is_actor(to)) return Tri::yes;
  if (is_actor(from)) return from_actor(from, to);
  if (is_model(from)) {
    return is_stage(to) ? template_inside(from) : Tri::no;
  }
  if ((is_software(to) || is_configuration(to)) && is_stage(from)) return tri(f_.stage_does(g_, from, "act"));
  if (is_tool(from)) return tri(is_stage(to) && f_.stage_does(g_, to, "act"));
  return Tri::yes;
}

// A chat template in the file of a generative model is content of its origin; nothing else of a model is.  Behind a
// vendor's interface there is no file.
Tri ContentRules::template_inside(uint32_t model) const {
  const uint32_t generative = f_.kind_of("generative-model"), plain = f_.kind_of("model");
  if (!g_.is_kind(model, generative) && g_.kind[model] != plain) return Tri::no;
  const Tri hosted = f_.asset_is(g_, model, f_.origin, "vendor-api");
  return both(f_.asset_is(g_, model, f_.format, "chat-template"), negated(hosted));
}

// A direct prompt or request of a caller does not count, whatever else an actor sends does.
Tri ContentRules::from_actor(uint32_t actor, uint32_t to) const {
  const FlowGraph& flows = g_.flow_graph;
  if (!flows.is_node(to)) return flows.is_hidden_source(to) ? Tri::unknown : Tri::yes;  // else a door
  Tri best = Tri::no;
  for (const Element e : g_.flows_out.of(actor)) {
    const Flow& flow = g_.flow(e);
    if (flow.to != to) continue;
    if (!is_stage(to)) return Tri::yes;                     // into an asset, even a prompt is kept
    if (f_.stage_does(g_, to, "collect")) return Tri::yes;  // and so is whatever is sent to who takes data in
    if (!flow.carries_given) {
      best = either(best, Tri::unknown);
      continue;
    }
    for (const Element carried : g_.carries.of(e)) {
      const bool asked = g_.is_kind(carried, request_) || g_.is_kind(carried, prompt_);
      if (!asked) best = Tri::yes;
    }
  }
  return best;
}

}  // namespace merlon
