package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.table.Relation;

final class DisplaysTest {

  private static final Displays STANDARD = Displays.standard();

  @Test
  void figuresTablesAndColumnsAreKnown() {
    assertEquals(List.of(Figure.class, Relation.class, Column.class), STANDARD.types());
    assertTrue(STANDARD.display(Samples.pruning()).orElseThrow().text().startsWith("chart: "));
    assertTrue(STANDARD.display(Samples.table()).orElseThrow().text().startsWith("samples\n"));
    assertTrue(
        STANDARD
            .display(IntColumn.create("n", new int[] {1}))
            .orElseThrow()
            .text()
            .contains("1 value"));
  }

  @Test
  void otherValuesAreNot() {
    assertEquals(Optional.empty(), STANDARD.display("text"));
    assertEquals(Optional.empty(), STANDARD.display(null));
  }

  @Test
  void newTypesComeAfterThoseKnown() {
    Displays more =
        STANDARD
            .with(Duration.class, time -> Display.text(Numbers.duration(time)))
            .with(Object.class, value -> Display.text("any"));
    assertEquals("3:41", more.display(Duration.ofSeconds(221)).orElseThrow().text());
    assertEquals("any", more.display("text").orElseThrow().text());
    assertTrue(more.display(Samples.pruning()).orElseThrow().text().startsWith("chart: "));
    assertEquals(3, STANDARD.types().size());
  }
}
