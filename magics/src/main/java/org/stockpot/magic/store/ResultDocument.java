package org.stockpot.magic.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.display.Document;
import org.stockpot.magic.session.Derivation;
import org.stockpot.magic.session.Provenance;
import org.stockpot.magic.session.Session;
import org.stockpot.report.Citations;
import org.stockpot.report.ResultReports;
import org.stockpot.report.parts.Citation;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultTable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Results written down for others: what came out, how, with what, and by whose methods. */
final class ResultDocument {

  private final Session session;
  private final List<Document.Part> parts = new ArrayList<>();

  private ResultDocument(Session session) {
    this.session = session;
  }

  /** Returns the document of results by their names. */
  static Document of(Session session, Map<String, Object> results) {
    ResultDocument made = new ResultDocument(session);
    List<Object> values = List.copyOf(results.values());
    List<String> lines = session.derivations().lines(values);
    made.addLines(lines);
    made.addSettings(results);
    results.forEach(made::addResult);
    made.addCitations(Citations.of(values, lines));
    return new Document("Report on " + String.join(", ", results.keySet()), made.parts);
  }

  private void addLines(List<String> lines) {
    add(new Document.Heading("How it is made again"));
    if (lines.isEmpty()) {
      add(new Document.Paragraph("It was made in Java: no magic of this session made it."));
    } else {
      add(new Document.Code("", String.join("\n", lines)));
    }
  }

  private void addSettings(Map<String, Object> results) {
    add(new Document.Heading("Settings"));
    Set<Derivation.Setting> settings = new LinkedHashSet<>();
    results.forEach(
        (name, value) -> {
          Optional<Derivation> made = session.derivations().of(value);
          made.flatMap(Derivation::setting).ifPresent(settings::add);
          made.ifPresent(d -> add(new Document.Sheet("", options(name, d.line()))));
        });
    settings.forEach(setting -> add(new Document.Sheet("", facts(setting))));
    add(new Document.Paragraph("Versions: " + Provenance.versions(session) + "."));
  }

  private static Table options(String name, String line) {
    Map<String, String> options = new LinkedHashMap<>();
    String[] words = line.split(" (?=--)", -1);
    options.put("magic", words[0]);
    for (int i = 1; i < words.length; i++) {
      String[] option = words[i].split(" ", 2);
      options.put(option[0], option.length > 1 ? option[1] : "yes");
    }
    return table("Settings of " + name, options);
  }

  private static Table facts(Derivation.Setting setting) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("task", setting.name());
    facts.put("data and split", setting.data());
    facts.put("source", setting.source());
    facts.put("preprocessing", String.join("; ", setting.notes()));
    facts.put("engine", setting.engine());
    return table("Task", facts);
  }

  private static Table table(String title, Map<String, String> facts) {
    return Table.create(
        title,
        StringColumn.create("setting", facts.keySet()),
        StringColumn.create("value", facts.values()));
  }

  private void addResult(String name, Object value) {
    add(new Document.Heading("Results of " + name));
    Optional<Display> shown = session.display(value);
    shown.ifPresent(display -> display.sentences().forEach(s -> add(new Document.Paragraph(s))));
    for (ResultChart chart : ResultReports.charts(value)) {
      String java = chart.java().replace(ResultChart.RESULT, name);
      add(new Document.Chart(name + "-" + chart.name(), java, chart.figure()));
    }
    for (ResultTable table : ResultReports.tables(value)) {
      add(new Document.Sheet(table.java().replace(ResultTable.RESULT, name), table.table()));
    }
  }

  private void addCitations(List<Citation> citations) {
    if (citations.isEmpty()) {
      return;
    }
    add(new Document.Heading("Methods"));
    citations.forEach(
        citation -> add(new Document.Paragraph(citation.method() + ": " + citation.text())));
    String bibtex = citations.stream().map(Citation::bibtex).collect(Collectors.joining("\n"));
    add(new Document.Code("bibtex", bibtex));
  }

  private void add(Document.Part part) {
    parts.add(part);
  }
}
