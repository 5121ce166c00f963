package org.stockpot.magic.session;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A magic as one call of all variants of a sweep sees it.
 *
 * @param command the magic
 * @param idle the options that the line of all variants leaves out
 */
public record SweptCommand(Command command, Set<String> idle) implements Command {

  @Override
  public String name() {
    return command.name();
  }

  @Override
  public String summary() {
    return command.summary();
  }

  @Override
  public String words() {
    return command.words();
  }

  @Override
  public List<String> examples() {
    return command.examples();
  }

  @Override
  public List<Record> standards(Session session) {
    return command.standards(session);
  }

  @Override
  public Map<Class<?>, Function<String, Object>> readers(Session session) {
    return command.readers(session);
  }

  @Override
  public Set<String> idle(Call call) {
    return idle;
  }

  @Override
  public Object run(Call call) {
    return command.run(call);
  }
}
