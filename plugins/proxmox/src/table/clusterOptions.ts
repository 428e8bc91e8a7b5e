/** Clusters to choose from, the ones that are called the same with their names in the configuration. */
export function clusterOptions(
  clusters: readonly { source: string; title: string }[],
): { value: string; label: string }[] {
  return clusters.map(({ source, title }) => {
    const isAmbiguous =
      clusters.filter(each => each.title === title).length > 1;
    return {
      value: source,
      label: isAmbiguous ? `${title} (${source})` : title,
    };
  });
}
