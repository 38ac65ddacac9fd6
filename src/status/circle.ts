/**
 * The strongly connected components of a graph, each after all that it leads to (Tarjan's algorithm,
 * without recursion: a chain of dependencies may be long).
 *
 * @param next the nodes that a node leads to, all of them among `nodes`
 */
export function circles<Node>(
  nodes: readonly Node[],
  next: (node: Node) => readonly Node[],
): Node[][] {
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const found: Node[][] = [];
  const enter = (node: Node) => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, rest: next(node)[Symbol.iterator]() };
  };
  for (const root of nodes) {
    if (index.has(root)) continue;
    const trail = [enter(root)];
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const { node, rest } = top;
      const step = rest.next();
      if (step.done !== true) {
        if (!index.has(step.value)) trail.push(enter(step.value));
        else if (isOpen.has(step.value)) lower(low, node, index.get(step.value));
        continue;
      }
      trail.pop();
      const above = trail.at(-1);
      if (above !== undefined) lower(low, above.node, low.get(node));
      if (low.get(node) !== index.get(node)) continue;
      const circle = open.splice(open.indexOf(node));
      for (const one of circle) isOpen.delete(one);
      found.push(circle);
    }
  }
  return found;
}

function lower<Node>(low: Map<Node, number>, node: Node, to: number | undefined): void {
  low.set(node, Math.min(low.get(node) ?? Infinity, to ?? Infinity));
}
