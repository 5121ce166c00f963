package org.stockpot.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.report.parts.Citation;
import org.stockpot.text.Resources;

final class CitationTest {

  @Test
  void entriesAreWholeAndDistinct() {
    List<String> keys = Citation.keys();
    String file = Resources.text(Citation.class, "references.bib");
    assertEquals(file.lines().filter(line -> line.startsWith("@")).count(), keys.size());
    assertEquals(keys.size(), new HashSet<>(keys).size());
    for (String key : keys) {
      Citation citation = Citation.of(key, "method");
      assertTrue(citation.bibtex().contains("  author = {"), citation.bibtex());
      assertTrue(citation.bibtex().matches("(?s).*  year = \\{\\d{4}\\},\n.*"), citation.bibtex());
      long open = citation.bibtex().chars().filter(c -> c == '{').count();
      assertEquals(open, citation.bibtex().chars().filter(c -> c == '}').count());
      assertTrue(
          citation.text().matches(".+: .+[.?] .*\\d{4}(, arXiv:[\\d.]+)?\\."), citation.text());
    }
  }

  @Test
  void linesReadAsPapersAreCited() {
    assertEquals(
        "Jonathan Frankle, Michael Carbin: The Lottery Ticket Hypothesis: Finding Sparse, Trainable"
            + " Neural Networks. International Conference on Learning Representations, 2019,"
            + " arXiv:1803.03635.",
        Citation.of("frankle2019lottery", "").text());
  }
}
