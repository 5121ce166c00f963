package org.stockpot.align;

import java.util.List;

/**
 * Permutations that were found for one network.
 *
 * @param permutations one per group
 * @param matches what became of each group
 * @param search how they were found
 */
record Matched(List<int[]> permutations, List<GroupMatch> matches, Search search) {}
