/* Chinese for the rich-text editor: it asks window.gettext for the words of its
   dialogs; the titles of its menu are fixed in English and are replaced here. */
(function () {
  "use strict";
  const words = {
    "Add caption": "加图注", "Alternative Text": "替代文字", "Browse...": "浏览…", "Cancel": "取消", "Caption": "图注",
    "Columns": "列数", "Edit Figure": "编辑图片", "Edit Image": "编辑图片", "Edit Link": "编辑链接", "Image URL": "图片地址",
    "Include header row": "首行为表头", "Insert": "插入", "Insert Figure": "插入图片", "Insert Table": "插入表格",
    "Open in new window": "在新窗口打开", "Remove caption": "去掉图注", "Rows": "行数", "Table Properties": "表格",
    "Title": "说明", "Toggle fullscreen": "全屏", "URL": "网址", "Update": "确定", "List properties": "列表",
    "List type": "编号样式", "Start at": "起始编号", "Bullets": "圆点", "Decimal numbers": "数字",
    "Lowercase letters": "小写字母", "Uppercase letters": "大写字母", "Lowercase Roman numerals": "小写罗马数字",
    "Uppercase Roman numerals": "大写罗马数字", "Edit HTML": "编辑代码", "Prettify": "整理", "Yes": "是", "No": "否"
  };
  const titles = {
    "insert link": "链接：先选中文字", "remove link": "去掉链接", "unordered list": "项目符号", "ordered list": "编号列表",
    "list properties": "列表样式", "blockquote": "引用", "horizontal rule": "分隔线", "figure": "图片", "paragraph": "正文",
    "bold": "加粗", "italic": "斜体", "underline": "下划线", "strike": "删除线", "subscript": "下标", "superscript": "上标",
    "undo": "撤销", "redo": "重做", "Insert table": "插入表格", "Add column": "在右侧加一列", "Delete column": "删除本列",
    "Add row": "在下方加一行", "Delete row": "删除本行", "Merge cells": "合并单元格", "Split cell": "拆分单元格",
    "Toggle header cell": "设为表头或取消", "Delete table": "删除表格", "heading 2": "二级标题", "heading 3": "三级标题",
    "heading 4": "四级标题"
  };
  const catalogue = window.gettext;
  window.gettext = (text) => words[text] || (catalogue ? catalogue(text) : text);

  function translate(root) {
    for (const button of root.querySelectorAll("[title]")) {
      const text = titles[button.title] || titles[button.title.toLowerCase()];
      if (text) {
        button.title = text;
        button.setAttribute("aria-label", text);
      }
    }
    for (const option of root.querySelectorAll("dialog option")) {
      if (words[option.textContent]) {
        option.value = option.value; // the text is the value until one is set
        option.textContent = words[option.textContent];
      }
    }
    for (const option of root.querySelectorAll(".prose-menubar__option, .prose-menubar__selected")) {
      for (const node of option.querySelectorAll("h2, h3, h4, p, button, span")) {
        const level = /^heading (\d)$/i.exec(node.textContent.trim());
        const text = level ? titles["heading " + level[1]] : titles[node.textContent.trim().toLowerCase()];
        if (text && !node.children.length) node.textContent = text;
      }
    }
  }

  document.addEventListener("prose-editor:ready", (event) => {
    const editor = event.target.closest(".prose-editor");
    translate(editor);
    new MutationObserver(() => translate(editor)).observe(editor, { childList: true, subtree: true });
  });
})();
