package org.stockpot.djl.script;

/** Names and types as texts. */
final class TypeText {

  private TypeText() {}

  /** Returns a name or type as text. */
  static String of(Expression expression) {
    if (expression instanceof Expression.Name name) {
      return name.name();
    } else if (expression instanceof Expression.Text text) {
      return text.value();
    } else if (expression instanceof Expression.Attribute attribute) {
      return of(attribute.of()) + "." + attribute.name();
    } else if (expression instanceof Expression.Item item) {
      return of(item.of()) + "[" + of(item.index().get(0)) + "]";
    }
    return "";
  }
}
