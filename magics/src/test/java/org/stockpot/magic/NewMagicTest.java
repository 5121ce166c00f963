package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.display.Display;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.Session;
import org.stockpot.task.option.Help;
import org.stockpot.testing.Points;
import org.stockpot.weights.Point;

/** A magic is one class and one line in the list: all else follows from these. */
final class NewMagicTest {

  private final PlainNotebook notebook = new PlainNotebook();
  private Stockpot stockpot;

  /** What the magic makes. */
  private record Scaled(Point point) {}

  /** The whole of a magic: {@code %scale POINT --by 2}. */
  private static final class ScaleCommand implements Command {

    private record Options(@Help("factor of all weights") double by) {}

    @Override
    public String name() {
      return "scale";
    }

    @Override
    public String summary() {
      return "multiplies a point";
    }

    @Override
    public String words() {
      return "POINT";
    }

    @Override
    public List<String> examples() {
      return List.of("%scale base --by 2 --as twice");
    }

    @Override
    public List<Record> standards(Session session) {
      return List.of(new Options(2), Output.defaults());
    }

    @Override
    public List<ResultType<?>> results() {
      return List.of(
          ResultType.of(Scaled.class, scaled -> Display.text("scaled: " + scaled.point()))
              .called("a scaled network")
              .offering(
                  (scaled, points) -> points.add("", NamedPoint.of(scaled.point(), ".point()"))));
    }

    @Override
    public List<String> otherNames() {
      return List.of("multiply");
    }

    @Override
    public Object run(Call call) {
      Point point = call.points().resolve(call.words(1, 1).get(0));
      Scaled result = new Scaled(point.times(call.options(Options.class).by()));
      call.show(Display.text(call.line()));
      return call.finish(Scaled.class, result);
    }
  }

  @BeforeEach
  void add() {
    List<Command> commands = new ArrayList<>(Magics.standard());
    commands.add(new ScaleCommand());
    stockpot = new Stockpot(notebook, commands);
    notebook.with("base", Points.random(Points.small(), 1));
  }

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  @Test
  void itRunsAndItsResultIsOneOfOurs() {
    Scaled twice = (Scaled) magic("scale base --as twice");
    assertEquals("%scale base --by 2 --as twice", notebook.text());
    assertEquals(2 * Points.random(Points.small(), 1).at(3), twice.point().at(3));
    Scaled fourfold = (Scaled) magic("scale twice --by 2");
    assertEquals(2 * twice.point().at(3), fourfold.point().at(3));
    assertTrue(stockpot.render(twice).orElseThrow().text().startsWith("scaled: "));
    assertTrue(stockpot.rendered().contains(Scaled.class));
    String message =
        assertThrows(UsageException.class, () -> magic("save twice x.csv")).getMessage();
    assertEquals("twice has no table, it is a scaled network", message);
  }

  @Test
  void helpCompletionAndSuggestionsKnowIt() {
    assertEquals("scale", stockpot.names().get(stockpot.names().size() - 1));
    magic("stockpot");
    assertTrue(notebook.text().contains("%scale POINT"));
    magic("scale --help");
    String help = notebook.text();
    assertTrue(help.contains("%scale base --by 2") && help.contains("factor of all"), help);
    magic("stockpot help scale");
    assertTrue(notebook.text().contains("multiplies a point"));
    assertEquals(List.of("%scale"), stockpot.complete("%sca", 4).orElseThrow().candidates());
    assertEquals(List.of("--by"), stockpot.complete("%scale --b", 10).orElseThrow().candidates());
    magic("scale base --as twice");
    assertEquals(List.of("twice"), stockpot.complete("%scale tw", 9).orElseThrow().candidates());
    String message = assertThrows(UsageException.class, () -> magic("multiply")).getMessage();
    assertTrue(message.startsWith("no magic %multiply, did you mean %scale?"), message);
  }

  @Test
  void namesDiffer() {
    List<Command> twice = List.of(new ScaleCommand(), new ScaleCommand());
    assertThrows(IllegalStateException.class, () -> new Magics(twice));
  }
}
