/*
 * Copyright 2026 the Stampede Safe authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.stampedesafe.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;

import org.jspecify.annotations.Nullable;

/**
 * A chart of dots in SVG: panels in two columns, in each panel one line for each row. A
 * dot stands for exactly one value, which is printed beside it. Panels share a scale,
 * which is logarithmic if the values differ by a factor of 100 or more; a value of 0 then
 * stands at its left end.
 * <p>
 * The chart has a ground of its own and colours for light and for dark, so that it is
 * legible on any page.
 *
 * @param title what is shown
 * @param panels the panels, in reading order
 */
record DotChart(String title, List<Panel> panels) {

    private static final int TOP = 44;

    private static final int HEAD = 30;

    private static final int LINE = 18;

    private static final int FOOT = 20;

    private static final int EDGE = 16;

    private static final int PLOT = 150;

    private static final int VALUES = 70;

    private static final double CHARACTER = 6.6;

    private static final double LOGARITHMIC = 100;

    private static final String STYLE = """
            <style>
            svg { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; font-variant-numeric: tabular-nums }
            .ground { fill: #ffffff } .text { fill: #59636e } .title, .ours, .best { fill: #1f2328 }
            .title { font-weight: 600 } .ours, .best { font-weight: 600 }
            .line { stroke: #e4e8ec } .stem { stroke: #aeb6be } .dot { fill: #7d8790 }
            .stem.accent { stroke: #0b7a75 } .dot.accent { fill: #0b7a75 }
            @media (prefers-color-scheme: dark) {
            .ground { fill: #0d1117 } .text { fill: #9198a1 } .title, .ours, .best { fill: #f0f6fc }
            .line { stroke: #262c36 } .stem { stroke: #59616b } .dot { fill: #8b949e }
            .stem.accent { stroke: #2dd4bf } .dot.accent { fill: #2dd4bf }
            }
            </style>
            """;

    /** Returns the chart. */
    String svg() {
        StringBuilder body = new StringBuilder();
        int top = TOP;
        for (int i = 0; i < this.panels.size(); i += 2) {
            List<Panel> pair = this.panels.subList(i, Math.min(i + 2, this.panels.size()));
            for (int column = 0; column < pair.size(); column++) {
                append(body, pair.get(column), column * panelWidth(), top);
            }
            top += HEAD + LINE * pair.stream().mapToInt((panel) -> panel.rows().size()).max().orElse(0) + FOOT;
        }
        int width = 2 * panelWidth();
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
                <title>%s</title>
                """.formatted(width, top, width, top, escaped(this.title)));
        svg.append(STYLE)
            .append("<rect class=\"ground\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n".formatted(width, top));
        text(svg, EDGE, 26, "title", "start", scaleTitle());
        return svg.append(body).append("</svg>\n").toString();
    }

    private int panelWidth() {
        return labelWidth() + PLOT + VALUES;
    }

    private int labelWidth() {
        int longest = this.panels.stream()
            .flatMap((panel) -> panel.rows().stream())
            .mapToInt((row) -> row.label().length())
            .max()
            .orElse(0);
        return 2 * EDGE + (int) (longest * CHARACTER);
    }

    private String scaleTitle() {
        return isLogarithmic() ? this.title + ", logarithmic scale" : this.title;
    }

    private void append(StringBuilder svg, Panel panel, int left, int top) {
        text(svg, left + EDGE, top + 18, "title", "start", panel.title());
        int y = top + HEAD;
        int zero = left + labelWidth();
        for (Row row : panel.rows()) {
            y += LINE;
            int middle = y - LINE / 2;
            text(svg, zero - 10, middle + 4, row.accent() ? "ours" : "text", "end", row.label());
            Double value = row.value();
            if (value == null) {
                text(svg, zero, middle + 4, "text", "start", row.text());
                continue;
            }
            double x = zero + PLOT * position(value);
            String accent = row.accent() ? " accent" : "";
            line(svg, "line", zero, middle, zero + PLOT);
            line(svg, "stem" + accent, zero, middle, x);
            svg.append("<circle class=\"dot%s\" cx=\"%s\" cy=\"%d\" r=\"4\"/>\n".formatted(accent, number(x), middle));
            text(svg, zero + PLOT + 12, middle + 4, row.best() ? "best" : "text", "start", row.text());
        }
    }

    private boolean isLogarithmic() {
        return largest() / smallest() >= LOGARITHMIC;
    }

    private double position(double value) {
        if (!isLogarithmic()) {
            return value / largest();
        }
        double low = Math.log(smallest() / 2);
        return (value > 0) ? (Math.log(value) - low) / (Math.log(largest()) - low) : 0;
    }

    private double largest() {
        return values().max().orElse(1);
    }

    private double smallest() {
        return values().min().orElse(1);
    }

    private DoubleStream values() {
        return this.panels.stream()
            .flatMap((panel) -> panel.rows().stream())
            .map(Row::value)
            .filter(Objects::nonNull)
            .mapToDouble((value) -> value)
            .filter((value) -> value > 0);
    }

    private static void line(StringBuilder svg, String style, double x, int y, double end) {
        svg.append("<line class=\"%s\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>\n".formatted(style, number(x), y,
                number(end), y));
    }

    private static void text(StringBuilder svg, int x, int y, String style, String anchor, String text) {
        svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n".formatted(style, x, y, anchor,
                escaped(text)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** One part of the chart. */
    record Panel(String title, List<Row> rows) {
    }

    /**
     * One line of a panel.
     *
     * @param label what it is about
     * @param value its value, {@code null} if there is none
     * @param text the value as it is printed
     * @param accent whether it is set apart
     * @param best whether it is the best of its panel
     */
    record Row(String label, @Nullable Double value, String text, boolean accent, boolean best) {
    }

}
