package org.stockpot.report.similarity;

import java.util.List;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.SimilarityColumns;
import org.stockpot.similarity.LayerRanks;
import org.stockpot.similarity.PairSimilarity;
import org.stockpot.similarity.PredictionSimilarity;
import org.stockpot.similarity.Ranks;
import org.stockpot.similarity.SimilarityResult;
import org.stockpot.similarity.WeightSimilarity;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How alike networks are, as tables. */
final class SimilarityTables {

  private SimilarityTables() {}

  static Table pairs(SimilarityResult result) {
    Table table = Table.create("Similarity of networks: " + result.task(), Columns.PAIR.texts());
    List<PairSimilarity> pairs = result.pairs();
    pairs.forEach(pair -> table.stringColumn(0).append(pair.name()));
    if (!result.layers().isEmpty()) {
      String last = result.layers().get(result.layers().size() - 1);
      DoubleColumn outputs = SimilarityColumns.CKA_OF.numbers(last);
      pairs.forEach(pair -> outputs.append(last(last(pair.cka()))));
      table.addColumns(outputs);
    }
    if (pairs.get(0).predictions().isPresent()) {
      addPredictions(table, pairs.stream().map(pair -> pair.predictions().orElseThrow()).toList());
    } else if (pairs.get(0).outputDistance().isPresent()) {
      DoubleColumn distance = SimilarityColumns.OUTPUT_DISTANCE.numbers();
      pairs.forEach(pair -> distance.append(pair.outputDistance().getAsDouble()));
      table.addColumns(distance);
    }
    addWeights(table, pairs.stream().map(PairSimilarity::weights).toList());
    return table;
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  private static void addPredictions(Table table, List<PredictionSimilarity> predictions) {
    DoubleColumn disagreement = SimilarityColumns.DISAGREEMENT.numbers();
    DoubleColumn divergence = SimilarityColumns.JENSEN_SHANNON.numbers();
    predictions.forEach(p -> disagreement.append(100 * p.disagreement()));
    predictions.forEach(p -> divergence.append(p.jensenShannon()));
    table.addColumns(disagreement);
    if (predictions.get(0).chanceDisagreement().isPresent()) {
      DoubleColumn chance = SimilarityColumns.CHANCE_DISAGREEMENT.numbers();
      predictions.forEach(p -> chance.append(100 * p.chanceDisagreement().getAsDouble()));
      table.addColumns(chance);
    }
    table.addColumns(divergence);
  }

  private static void addWeights(Table table, List<WeightSimilarity> weights) {
    DoubleColumn distance = Columns.DISTANCE.numbers();
    DoubleColumn cosine = SimilarityColumns.COSINE.numbers();
    weights.forEach(w -> distance.append(w.distance()));
    weights.forEach(w -> cosine.append(w.cosine()));
    table.addColumns(distance, cosine);
    if (weights.stream().anyMatch(WeightSimilarity::pruned)) {
      DoubleColumn overlap = SimilarityColumns.OVERLAP.numbers();
      DoubleColumn chance = SimilarityColumns.CHANCE_OVERLAP.numbers();
      weights.forEach(w -> overlap.append(w.overlap()));
      weights.forEach(w -> chance.append(w.chanceOverlap()));
      table.addColumns(overlap, chance);
    }
  }

  static Table layers(SimilarityResult result) {
    Table table =
        Table.create(
            "Representations: " + result.task(),
            Columns.NETWORK.texts(),
            SimilarityColumns.LAYER.texts(),
            SimilarityColumns.FEATURES.ints(),
            SimilarityColumns.CONSTANT.ints(),
            SimilarityColumns.EFFECTIVE_RANK.numbers(),
            SimilarityColumns.PARTICIPATION.numbers(),
            SimilarityColumns.ENTROPY.numbers(),
            Columns.EXAMPLES.ints());
    for (LayerRanks row : result.ranks()) {
      Ranks ranks = row.ranks();
      table.stringColumn(0).append(row.network());
      table.stringColumn(1).append(row.layer());
      table.intColumn(2).append(row.features());
      table.intColumn(3).append(row.constant());
      table.doubleColumn(4).append(ranks.effectiveRank());
      table.doubleColumn(5).append(ranks.participationRatio());
      table.doubleColumn(6).append(ranks.entropy());
      table.intColumn(7).append(result.ranked());
    }
    return table;
  }

  static Table cka(SimilarityResult result) {
    StringColumn first = SimilarityColumns.LAYER.texts();
    StringColumn second = SimilarityColumns.SECOND_LAYER.texts();
    Table table =
        Table.create(
            "Linear CKA: " + result.task(),
            Columns.PAIR.texts(),
            first,
            second,
            SimilarityColumns.CKA.numbers());
    List<String> layers = result.layers();
    for (PairSimilarity pair : result.pairs()) {
      for (int l = 0; l < layers.size(); l++) {
        for (int m = 0; m < layers.size(); m++) {
          table.stringColumn(0).append(pair.name());
          first.append(layers.get(l));
          second.append(layers.get(m));
          table.doubleColumn(3).append(pair.cka().get(l).get(m));
        }
      }
    }
    return table;
  }
}
