"""Branches that portals and departments have in common."""

from columns.sets.spec import ColumnSpec, page, prescribed, required, spec


def disclosure(*documents: ColumnSpec, authority: str) -> ColumnSpec:
    """政务公开: the columns that the disclosure regulations prescribe, with ``documents`` below 政策文件."""
    return spec(
        "zwgk", "政务公开", "政策文件",
        f"集中公开{authority}的机构、人员、政策文件、解读和依法应当主动公开的政府信息。",
        "政务公开,政府信息公开,政策文件",
        required(page(
            "jgzn", "机构职能", "机构职能", f"公布{authority}的机构设置、主要职责、办公地址和联系方式。",
            "机构职能,内设机构,主要职责,联系方式",
        )),
        required(page(
            "fzrxx", "负责人信息", "负责人信息", f"公布{authority}负责人的姓名、职务、简历和分工。",
            "负责人信息,简历,工作分工",
        )),
        required(spec(
            "zcwj", "政策文件", "政策文件", f"发布{authority}制定的文件和适用的法律法规，标明文号、日期和效力。",
            "政策文件,法律法规,规范性文件,通知", *documents,
        )),
        required(spec(
            "jdhy", "解读回应", "政策解读", "对重要政策作出解读，对公众和舆论的关切及时回应。",
            "解读回应,政策解读,回应关切",
            spec(
                "zcjd", "政策解读", "政策解读", "以文字、图表、问答等形式解读政策的背景、依据和主要内容。",
                "政策解读,图解,问答,专家解读", rhythm_days=182,
            ),
            spec(
                "hygq", "回应关切", "回应关切", "对群众关注的热点问题和舆情发布权威回应。",
                "回应关切,热点回应,权威发布",
            ),
            further_types=("回应关切",),
        )),
        prescribed(page(
            "xxgkzn", "信息公开指南", "信息公开指南", "说明政府信息的分类、获取方式以及公开工作机构的联系方式。",
            "信息公开指南,获取方式,公开工作机构",
        )),
        prescribed(spec(
            "xxgkzd", "信息公开制度", "政策文件", "汇集政府信息公开的法规、制度和工作规范。",
            "信息公开制度,公开条例,工作规范", rhythm_days=365,
        )),
        prescribed(spec(
            "xxgkml", "信息公开目录", "信息公开目录", "按照法定主动公开内容编制的目录，便于查阅和下载。",
            "信息公开目录,主动公开,法定公开",
            spec(
                "ghjh", "规划计划", "信息公开目录", "国民经济和社会发展规划、专项规划、区域规划及年度计划。",
                "规划,计划,国民经济和社会发展",
            ),
            spec(
                "czyjs", "财政预决算", "信息公开目录", "公布财政预算、决算和“三公”经费信息。",
                "财政预算,财政决算,三公经费",
            ),
            spec(
                "rsxx", "人事信息", "信息公开目录", "发布人事任免、公务员招考和事业单位招聘信息。",
                "人事任免,公务员招考,公开招聘",
            ),
            spec(
                "zfcg", "政府采购", "信息公开目录", "公布政府集中采购项目的目录、标准和实施情况。",
                "政府采购,采购公告,中标结果",
            ),
        )),
        prescribed(spec(
            "xxgknb", "信息公开年报", "信息公开年报", "按年度发布政府信息公开工作年度报告。",
            "信息公开年报,工作年度报告",
        )),
        prescribed(page(
            "ysqgk", "依申请公开", "依申请公开", "说明公民、法人和其他组织申请获取政府信息的方式、流程和收费标准。",
            "依申请公开,信息公开申请,申请流程",
        )),
    )  # fmt: skip


def interaction() -> ColumnSpec:
    """互动交流: letters, consultations, interviews."""
    return required(spec(
        "hdjl", "互动交流", "咨询投诉", "听取公众意见，答复咨询投诉，开展征集调查和在线访谈。",
        "互动交流,咨询投诉,征集调查,在线访谈",
        spec(
            "zxts", "咨询投诉", "咨询投诉", "公开公众咨询、投诉、建议的办理情况和答复内容。",
            "咨询投诉,留言答复,领导信箱",
        ),
        spec(
            "zjdc", "征集调查", "征集调查", "就重要决策和工作公开征集意见、开展调查，并公布采纳情况和结果。",
            "征集调查,意见征集,网上调查,结果反馈",
        ),
        spec(
            "zxft", "在线访谈", "在线访谈", "邀请有关负责人就公众关心的问题与网民在线交流。",
            "在线访谈,访谈预告,访谈实录",
        ),
        further_types=("征集调查", "在线访谈"),
    ))  # fmt: skip


def topic_area() -> ColumnSpec:
    """专题专栏: where topics stand while they run and after they are archived (PAGE-10)."""
    return spec(
        "ztzl", "专题专栏", "工作动态", "集中展示围绕重点工作开设的专题，已结束的专题归档保留。",
        "专题专栏,重点工作,归档专题", rhythm_days=365,
    )  # fmt: skip
