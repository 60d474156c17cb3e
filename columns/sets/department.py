"""The column set of a department's site: six channels below the home page."""

from columns.sets.shared import disclosure, interaction, topic_area
from columns.sets.spec import channel, required, spec

NEWS = required(spec(
    "gzdt", "工作动态", "工作动态", "发布本部门的重要工作、会议活动和行业动态。",
    "工作动态,部门要闻,行业动态",
    spec("bmyw", "部门要闻", "工作动态", "发布本部门的重要会议、活动和工作部署。", "部门要闻,重要会议,重要活动"),
    spec("xtdt", "系统动态", "工作动态", "发布本系统各单位和基层的工作动态。", "系统动态,基层动态"),
    spec("tzgg", "通知公告", "通知公告", "发布本部门面向公众和服务对象的通知、公告和公示。", "通知公告,公示"),
))  # fmt: skip

DOCUMENTS = (
    spec("flfg", "法律法规", "政策文件", "汇集本部门职责范围内适用的法律、法规和规章。", "法律,法规,规章",
         rhythm_days=365),
    spec("gfxwj", "行政规范性文件", "政策文件", "公布本部门制定的现行有效的行政规范性文件。",
         "行政规范性文件,规范性文件"),
    spec("bmwj", "部门文件", "政策文件", "公布本部门主动公开的公文。", "部门文件,通知,意见"),
)  # fmt: skip

SERVICES = spec(
    "bsfw", "办事服务", "办事服务", "提供本部门政务服务事项的办事指南、表格下载和结果查询。",
    "办事服务,办事指南,表格下载",
    spec("bszn", "办事指南", "办事服务", "公布本部门政务服务事项的办理条件、材料、流程和时限。", "办事指南,办理条件"),
    spec("bgxz", "表格下载", "办事服务", "提供办事所需的表格和填写样例。", "表格下载,填写样例"),
)  # fmt: skip

DATA = spec(
    "sjfb", "数据发布", "数据发布", "发布本部门业务统计数据及其分析。", "数据发布,业务统计,统计分析",
    further_types=("数据开放",),
)  # fmt: skip

DEPARTMENT = (
    channel(NEWS),
    channel(disclosure(*DOCUMENTS, authority="本部门")),
    channel(SERVICES),
    channel(interaction()),
    channel(DATA),
    channel(topic_area()),
)
