package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsLiteralTest {

  @Test
  void namesNeedNoQuotesAndCommasMayTrail() {
    assertEquals(
        Map.of("a", 1, "b", List.of(2, 3), "c", "d"),
        JsLiteral.parse("var trace0 =\n{\na: 1,\nb: [2,3,],\nc: 'd',\n};"));
  }

  @Test
  void singleQuotedTextIsEscapedForHtmlOnly() {
    assertEquals(
        Map.of("name", "it's <b>\"C:\\new\"</b> & \n\\"),
        JsLiteral.parse("{name: 'it&#39;s &lt;b&gt;&quot;C:\\new&quot;&lt;/b&gt; &amp; \n\\',}"));
  }

  @Test
  void doubleQuotedTextIsJson() {
    assertEquals(
        Map.of("x", List.of("&amp; 'q' \" \\", "}")),
        JsLiteral.parse("{x: [\"&amp; 'q' \\\" \\\\\",\"}\"]}"));
  }

  @Test
  void aValueLeftOutIsNull() {
    Map<String, Object> tree = JsLiteral.parse("{outlinewidth: ,\n x: 1, y: }");
    assertTrue(tree.containsKey("outlinewidth"));
    assertEquals(1, tree.get("x"));
  }

  @Test
  void numbersNeedNotBeFinite() {
    assertEquals(
        List.of(Double.NaN, Double.POSITIVE_INFINITY, 1.0E-5),
        JsLiteral.parse("{x: [NaN, Infinity, 1.0E-5]}").get("x"));
  }

  @Test
  void otherCodeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> JsLiteral.parse("alert(1)"));
    assertThrows(IllegalArgumentException.class, () -> JsLiteral.parse("{a: alert(1)}"));
    assertThrows(IllegalArgumentException.class, () -> JsLiteral.parse("{a: 'open}"));
    assertThrows(IllegalArgumentException.class, () -> JsLiteral.parse("} {"));
  }
}
