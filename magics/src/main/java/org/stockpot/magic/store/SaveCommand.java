package org.stockpot.magic.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.format.Checkpoint.MaskForm;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Echo;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.PointFiles;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.Session;
import org.stockpot.task.option.Help;

/** Writes points, charts and tables to files. */
public final class SaveCommand implements Command {

  /**
   * How to write.
   *
   * @param masks how files carry what is pruned
   * @param withExample whether to write some inputs and outputs beside
   */
  record Options(
      @Help("torch writes pruned weights to .pt as weight_orig and weight_mask") MaskForm masks,
      @Help("of points: writes FILE.example.safetensors beside, some test inputs with outputs")
          boolean withExample) {}

  @Override
  public String name() {
    return "save";
  }

  @Override
  public String summary() {
    return "writes points to .safetensors, .npz, .pt or .params files, charts to .svg, .png or .html,"
        + " tables to .csv, .tex or .md";
  }

  @Override
  public String words() {
    return "POINT… FILE, or RESULT… FILE for charts and tables, where a * in FILE stands for each"
        + " name";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%save base base.safetensors",
        "%save imp.3 ticket.safetensors --with-example",
        "%save imp.3 ticket.npz",
        "%save imp.3 ticket.pt --masks torch",
        "%save base lenet-0000.params",
        "%save ft.* soup/*.safetensors",
        "%save imp chart.svg   # also .png, or .html with all its charts, live",
        "%save imp slots.png --chart slots",
        "%save imp rounds.csv",
        "%save imp trainings.tex --table trainings");
  }

  @Override
  public List<String> otherNames() {
    return List.of("write", "dump", "store", "checkpoint");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        new Options(MaskForm.METADATA, false),
        ChartFiles.Options.defaults(),
        TableFiles.Options.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    List<String> words = call.arguments().words();
    SaveTarget target = new SaveTarget(words.isEmpty() ? "" : words.get(words.size() - 1));
    if (TableFiles.areNamed(target)) {
      return Set.of("masks", "with-example", "chart");
    }
    return ChartFiles.areNamed(target)
        ? Set.of("masks", "with-example", "table")
        : Set.of("chart", "table");
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(2, Integer.MAX_VALUE);
    SaveTarget target = new SaveTarget(words.get(words.size() - 1));
    List<String> named = words.subList(0, words.size() - 1);
    if (TableFiles.areNamed(target)) {
      return call.finish(List.class, TableFiles.save(call, named, target));
    }
    if (ChartFiles.areNamed(target)) {
      return call.finish(List.class, ChartFiles.save(call, named, target));
    }
    Points points = call.points();
    List<String> names = new ArrayList<>();
    named.forEach(word -> names.addAll(points.expand(word)));
    target.requireFor(names.size(), "points", "*.safetensors");
    List<PointSaving> savings = new ArrayList<>();
    for (String name : names) {
      savings.add(new PointSaving(call, name, points.use(name), target.file(name)));
    }
    Options options = call.options(Options.class);
    if (options.withExample()) {
      PointSaving.withExamples(call.session().task());
    }
    call.show(Echo.of(call.line(), java(call, names, target.text())));
    List<Path> files = new ArrayList<>();
    savings.forEach(saving -> files.addAll(saving.save(options.masks(), options.withExample())));
    return call.finish(List.class, List.copyOf(files));
  }

  private static String java(Call call, List<String> names, String file) {
    boolean one = names.size() == 1 && !file.contains("*");
    String name = one ? call.java(names.get(0)) : "name";
    String[] around = file.split("\\*", -1);
    String path =
        one
            ? PointFiles.path(file)
            : Arrays.stream(around)
                .map(call::java)
                .collect(Collectors.joining(" + new File(name).getName() + ", "Path.of(", ")"));
    MaskForm masks = call.options(Options.class).masks();
    String save =
        file.endsWith(".params")
            ? "Stockpot.task(PointWriter.class).save(Stockpot.checkpoint("
                + name
                + ").point(), "
                + path
                + ")"
            : "Stockpot.checkpoint("
                + name
                + ").save("
                + path
                + (masks == MaskForm.METADATA ? ")" : ", " + call.java(masks) + ")");
    return one ? save : "for (String name : " + call.java(names) + ") {\n  " + save + ";\n}";
  }
}
