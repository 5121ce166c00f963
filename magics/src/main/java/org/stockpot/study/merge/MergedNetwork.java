package org.stockpot.study.merge;

import java.util.List;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** What a setting made. */
record MergedNetwork(Point point, Mask mask, List<String> notes) {}
